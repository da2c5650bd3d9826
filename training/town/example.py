"""One exchange of the town: what is asked, the right reply, and how a reply is judged."""

from dataclasses import dataclass, field


@dataclass
class Example:
    """`chain` is the written reasoning, where the task has one; `template` names the wording, for the split check."""
    dimension: str
    user: str
    reply: str
    task: dict
    template: str
    system: str | None = None
    chain: str | None = None
    tags: list[str] = field(default_factory=list)

    def messages(self):
        """The prompt as chat messages."""
        turns = [{"role": "system", "content": self.system}] if self.system else []
        return turns + [{"role": "user", "content": self.user}]


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[0].upper() + text[1:]
