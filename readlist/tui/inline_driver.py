"""A few lines of the terminal, in any encoding."""

from textual.drivers.linux_inline_driver import LinuxInlineDriver

from readlist.tui.driver import AnyEncoding


class InlineDriver(AnyEncoding, LinuxInlineDriver):
    """For what is drawn under the prompt."""
