"""The speakers of a page, with their photographs read together."""

from dataclasses import dataclass
from typing import Any

from wagtail.images import get_image_model

from ..models import EventPage

PHOTO = "fill-160x160"


@dataclass(frozen=True)
class Speaker:
    """A person as introduced on the page; ``photo`` is a rendition or None."""

    name: str
    kana: str
    affiliation: str
    title: str
    bio: str
    photo: Any


def speakers_of(page: EventPage) -> list[Speaker]:
    """In the order they are named; one query when there are photographs, none when not."""
    values = [raw["value"] for raw in page.speakers.raw_data]
    photos = _photos({value["photo"] for value in values if value.get("photo")})
    return [
        Speaker(
            **{
                name: value.get(name) or ""
                for name in ("name", "kana", "affiliation", "title", "bio")
            },
            photo=photos.get(value.get("photo")),
        )
        for value in values
    ]


def _photos(pks: set[int]) -> dict[int, Any]:
    if not pks:
        return {}
    images = get_image_model().objects
    renditions = images.model.get_rendition_model().objects
    kept = renditions.filter(image__in=pks, filter_spec=PHOTO).select_related("image")
    found = {rendition.image_id: rendition for rendition in kept}
    # The first visitor after a photograph was chosen has it made.
    for image in images.filter(pk__in=pks - found.keys()) if pks - found.keys() else ():
        found[image.pk] = image.get_rendition(PHOTO)
    return found
