"""What every stage's training loop shares: a batch's loss by token, the optimizers, the learning rate, checkpoints and the log."""

import json
import time
from pathlib import Path

import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
CHECKPOINTS = HERE / "checkpoints"
LOG = HERE / "log"
# Seconds between two checkpoints
REST = 300


def optimizers_of(model, stage):
    """AdamW; where the stage has a rate for it, Muon for the matrices of the blocks."""
    blocks = [p for n, p in model.named_parameters() if p.dim() == 2 and "embed" not in n]
    others = [p for n, p in model.named_parameters() if p.dim() != 2 or "embed" in n]
    if "muon" in stage:
        return [torch.optim.Muon(blocks, lr=stage["muon"], weight_decay=0.01, adjust_lr_fn="original"), torch.optim.AdamW(others, lr=stage["rate"], betas=(0.9, 0.98), weight_decay=0.0)]
    return [torch.optim.AdamW([{"params": blocks, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=stage["rate"], betas=(0.9, 0.98), fused=True)]


def share(step, steps):
    """Share of the learning rate: a short warm-up, level, then linearly down to a fiftieth over the last 6 tenths."""
    return min(1, (step + 1) / 50) * (0.02 + 0.98 * min(1, (1 - step / steps) / 0.6))


def mask_of(owner):
    """[rows, 1, length, length], additive: a place sees those before it in its own example. Not for compiled code: there it would be worked out for every head and layer."""
    causal = torch.ones(owner.shape[1], owner.shape[1], dtype=torch.bool).tril()
    return torch.where((owner[:, :, None] == owner[:, None, :]) & causal, 0.0, -1e9)[:, None].bfloat16()


def logits_of(model, batch, mask):
    """[places, vocabulary] at the places of a batch that are learnt."""
    hidden, _ = model.hidden(batch.ids, positions=batch.positions, mask=mask)
    return F.linear(hidden.flatten(0, 1)[batch.places], model.embed.weight).float()


class Training:
    """Steps of a stage: learning rate, gradient, log, and checkpoints that a run which was cut off goes on from."""

    def __init__(self, name, stage, model):
        self.name, self.stage, self.model, self.step, self.spent = name, stage, model, 0, 0.0
        self.optimizers = optimizers_of(model, stage)
        self.rates = [o.param_groups[0]["lr"] for o in self.optimizers]
        self.halfway = CHECKPOINTS / f"{name}.part.pt"
        if self.halfway.exists():
            stored = torch.load(self.halfway, weights_only=True)
            model.load_state_dict(stored["weights"])
            for o, state in zip(self.optimizers, stored["optimizers"]):
                o.load_state_dict(state)
            self.step, self.spent = stored["step"], stored["seconds"]
        self.log = open(LOG / f"{name}.jsonl", "a" if self.step else "w")
        self.began, self.saved, self.sums = time.time() - self.spent, time.time(), {}
        if not self.step:
            self.note(stage=name, parameters=sum(p.numel() for p in model.parameters()), settings={k: v for k, v in stage.items() if k != "size"})

    def note(self, **what):
        """A line of the log, and of the screen."""
        self.log.write(json.dumps(what) + "\n")
        self.log.flush()
        print(json.dumps(what), flush=True)

    @property
    def seconds(self):
        """Seconds spent on the stage, earlier parts counted in."""
        return round(time.time() - self.began)

    def update(self, **measured):
        """One step of the optimizers on the gradients that are there; `measured` is averaged into the log."""
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for o, rate in zip(self.optimizers, self.rates):
            for group in o.param_groups:
                group["lr"] = rate * share(self.step, self.stage["steps"])
            o.step()
            o.zero_grad(set_to_none=True)
        self.step += 1
        for key, value in measured.items():
            self.sums.setdefault(key, []).append(value)
        if self.step % self.stage.get("every", 50) == 0:
            self.note(step=self.step, **{k: round(sum(v) / len(v), 4) for k, v in self.sums.items()}, seconds=self.seconds)
            self.sums = {}

    def rest(self, validate):
        """A checkpoint and a validation, when one is due."""
        if time.time() - self.saved > REST:
            self.note(step=self.step, validation=validate(400))
            torch.save({"weights": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers], "step": self.step, "seconds": time.time() - self.began}, self.halfway)
            self.saved = time.time()

    def learn(self, batches, loss_of, validate):
        """Every step that is left: the loss of a batch and its mask, differentiated. Batches that an earlier part has read are passed over."""
        for _ in range(self.step):
            next(batches)
        while self.step < self.stage["steps"]:
            batch = next(batches)
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(batch, mask_of(batch.owner))
            loss.backward()
            self.update(loss=loss.item())
            self.rest(validate)

    def end(self, validate, **more):
        """The weights, and the last line of the log."""
        torch.save({"shape": self.model.s.__dict__, "weights": self.model.state_dict(), "step": self.step}, CHECKPOINTS / f"{self.name}.pt")
        self.halfway.unlink(missing_ok=True)
        self.note(step=self.step, seconds=self.seconds, final=True, **more, validation=validate(2000))
