"""One exchange of the town: what is asked, the right reply, and how a reply is judged."""

import re
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


def articles(text: str) -> str:
    """a apple -> an apple."""
    return re.sub(r"\b([Aa]) (?=[aeioAEIO]|u(?!se))", r"\1n ", text)


def capitals(text: str) -> str:
    """The text with the first letter of each sentence large."""
    return re.sub(r"(^|[.?!] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
