/* Reads QR codes from the camera: with the browser's own detector, else with jsQR. */
const PAUSE = 150;
const WIDTH = 640;

async function reader(decoder) {
  if ("BarcodeDetector" in window) {
    const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (formats.includes("qr_code")) {
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await detector.detect(video))[0]?.rawValue;
    }
  }
  if (!window.jsQR) await import(decoder);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDTH / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(picture.data, picture.width, picture.height, { inversionAttempts: "dontInvert" })?.data;
  };
}

export class Camera {
  constructor(video, decoder, found) {
    Object.assign(this, { video, decoder, found, running: false });
  }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error("no camera");
    const wanted = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } };
    this.stream = await navigator.mediaDevices.getUserMedia(wanted);
    this.video.srcObject = this.stream;
    await this.video.play();
    this.read ??= await reader(this.decoder);
    this.running = true;
    this.look();
  }

  stop() {
    this.running = false;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.video.srcObject = null;
  }

  async look() {
    while (this.running) {
      if (this.video.videoWidth) {
        const text = await this.read(this.video).catch(() => undefined);
        if (text && this.running) await this.found(text);
      }
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }
}
