"""The weighted mean of two trained networks of one shape that began alike: often surer on other text than either.

    python training/reader/mix.py OLD.pt NEW.pt SHARE_OF_NEW OUT.pt

Wortsman et al. (2022), "Model soups"; (2021), "Robust fine-tuning of zero-shot models".
"""

from __future__ import annotations

import sys

import torch


def main() -> None:
    """Write the mean."""
    old, new, share = torch.load(sys.argv[1]), torch.load(sys.argv[2]), float(sys.argv[3])
    assert list(old) == list(new), "the networks have other parts"
    mixed = {k: (1 - share) * old[k] + share * v if v.is_floating_point() else v for k, v in new.items()}
    torch.save(mixed, sys.argv[4])


if __name__ == "__main__":
    main()
