"""The network: word pieces, convolutions of several widths beside one layer of attention, masked pooling, one logit a label."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

LABELS = ["toxic", "identity_hate"]


@dataclass
class Shape:
    """Sizes of the network."""
    vocab: int = 8000
    width: int = 128
    channels: int = 96
    widths: tuple = (1, 2, 3, 4, 5)
    layers: int = 1
    heads: int = 4
    inner: int = 192
    labels: int = len(LABELS)
    dropout: float = 0.3


class Mixer(nn.Module):
    """Attention over the whole text behind a convolution that tells neighbours apart: no table of positions, so no longest text."""

    def __init__(self, s: Shape):
        super().__init__()
        self.heads = s.heads
        self.near = nn.Conv1d(s.width, s.width, 5, padding=2, groups=s.width)
        self.norm1, self.norm2 = nn.LayerNorm(s.width), nn.LayerNorm(s.width)
        self.qkv, self.out = nn.Linear(s.width, 3 * s.width), nn.Linear(s.width, s.width)
        self.up, self.down = nn.Linear(s.width, 2 * s.width), nn.Linear(2 * s.width, s.width)
        self.drop = nn.Dropout(s.dropout / 3)

    def forward(self, x, mask):
        """x [b, t, w], mask [b, t] of 0 and 1."""
        b, t, w = x.shape
        keep = mask[:, :, None]
        x = x + self.near((x * keep).transpose(1, 2)).transpose(1, 2)
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        bias = ((mask - 1) * 1e9)[:, None, None]
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, w)))
        return x + self.drop(self.down(F.relu(self.up(self.norm2(x)))))


class Classifier(nn.Module):
    """`forward` gives logits [b, labels] of right-padded ids and their mask."""

    def __init__(self, s: Shape):
        super().__init__()
        self.s = s
        self.embed = nn.Embedding(s.vocab, s.width)
        nn.init.normal_(self.embed.weight, std=0.1)
        self.mixers = nn.ModuleList(Mixer(s) for _ in range(s.layers))
        self.convs = nn.ModuleList(nn.Conv1d(s.width, s.channels, k) for k in s.widths)
        self.pooled = s.channels * len(s.widths) + (2 * s.width if s.layers else 0) + s.width
        self.inner, self.head = nn.Linear(self.pooled, s.inner), nn.Linear(s.inner, s.labels)
        self.drop = nn.Dropout(s.dropout)
        # Calibration: logits are divided by the temperature and moved by the shift
        self.register_buffer("temperature", torch.ones(s.labels))
        self.register_buffer("shift", torch.zeros(s.labels))

    def forward(self, ids, mask):
        mask = mask.float()
        keep = mask[:, :, None]
        x = F.dropout(self.embed(ids), self.s.dropout / 2, self.training) * keep
        parts = []
        for width, conv in zip(self.s.widths, self.convs):
            # Padded with zeros on both sides: a padded place is zero too, so a batch reads like a single text
            h = F.relu(conv(F.pad(x.transpose(1, 2), ((width - 1) // 2, width // 2))))
            parts.append((h * mask[:, None]).amax(2))
        count = keep.sum(1)
        parts.append((x * keep).sum(1) / count)
        if self.s.layers:
            y = x
            for mixer in self.mixers:
                y = mixer(y, mask)
            parts += [(y * keep).sum(1) / count, (y - (1 - keep) * 1e4).amax(1)]
        h = self.drop(F.relu(self.inner(self.drop(torch.cat(parts, 1)))))
        return self.head(h) / self.temperature + self.shift


def save(model, path):
    """Writes weights with the shape."""
    torch.save({"shape": asdict(model.s), "weights": model.state_dict()}, path)


def load(path):
    """Reads weights with the shape."""
    stored = torch.load(path, weights_only=True)
    model = Classifier(Shape(**stored["shape"]))
    model.load_state_dict(stored["weights"])
    return model.eval()
