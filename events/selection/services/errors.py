"""Why a step of a lottery, a selection or a batch of letters was refused, in words."""

from events.services.errors import RegistrationError


class SelectionError(RegistrationError):
    """The request was understood and cannot be met; ``message`` says why and what to do."""

    code = "selection"
