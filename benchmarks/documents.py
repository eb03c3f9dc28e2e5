"""How long a paper takes to print: CPU of this process for each kind of paper, beside the same paper printed cold.

    python -m benchmarks.documents [--repeat 100]

Prints one JSON object. A round changes the words of the paper, as every real one differs from the last; the baseline
starts a fresh compiler for each paper, which reads fonts and templates again.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import time
from statistics import quantiles
from typing import Any

import django


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=100)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.test")
    django.setup()
    print(json.dumps(measure(given.repeat), indent=2, ensure_ascii=False))


def measure(repeat: int) -> dict[str, Any]:
    """Return what each kind of paper costs."""
    import typst  # noqa: PLC0415 - after Django is set up, like all of the product

    from gridwarden.platform.documents import printing  # noqa: PLC0415
    from gridwarden.platform.documents.fonts import chinese_family  # noqa: PLC0415

    report: dict[str, Any] = {
        "benchmark": "documents",
        "python": platform.python_version(),
        "typst": typst.__version__,
        "font": chinese_family(),
        "repeat": repeat,
        "papers": {},
    }
    for template, paper in (("notice", "a5"), ("notice", "80mm"), ("notice", "58mm"), ("order", "a4")):
        warm = [_cpu_ms(template, paper, number) for number in range(repeat + 3)][3:]
        cold = []
        for number in range(max(3, repeat // 20)):
            printing._compiler.cache_clear()  # noqa: SLF001 - a cold start is what is measured
            cold.append(_cpu_ms(template, paper, number))
        size = len(_printed(template, paper, 0))
        report["papers"][f"{template} {paper}"] = {
            "bytes": size,
            "product_cpu_ms": _spread(warm),
            "baseline_cpu_ms": _spread(cold),
        }
    return report


def _cpu_ms(template: str, paper: str, number: int) -> float:
    started = time.process_time()
    _printed(template, paper, number)
    return (time.process_time() - started) * 1000


def _printed(template: str, paper: str, number: int) -> bytes:
    from gridwarden.platform.documents.printing import render  # noqa: PLC0415

    return render(f"inspections/{template}", _words(number), paper=paper, images=_IMAGES)


def _spread(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}


def _photo(red: int) -> bytes:
    """Return a small photo with enough in it not to compress to nothing."""
    from PIL import Image  # noqa: PLC0415

    image = Image.effect_noise((320, 240), 60).convert("RGB").point(lambda value: (value + red) % 256)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


_IMAGES = {"photo0": _photo(0), "photo1": _photo(60), "signature": _photo(120)}


def _words(number: int) -> dict[str, Any]:
    """Return what stands on a paper, a little different for each number."""
    from gridwarden.inspections.domain.drawing import Street, Surroundings, svg  # noqa: PLC0415
    from gridwarden.platform.documents.codes import qr_svg  # noqa: PLC0415

    roads = tuple(
        Street(f"道路{line}", "secondary", (((120.29, 31.497 + line / 1000), (120.31, 31.498 + line / 1000)),))
        for line in range(6)
    )
    article = "《城市市容和环境卫生管理条例》第十四条"
    return {
        "title": "城市管理整改通知单",
        "authority": "示例区城市管理局",
        "number": f"整改通〔2026〕{number:06d}号",
        "check": "7",
        "void": "",
        "party": {
            "name": f"老王早点铺{number}",
            "phone": "13800001111",
            "code": "92320299MA1X2Y3Z0K",
            "legal": "王福",
            "address": "人民路12号",
        },
        "address": "人民路12号门前人行道",
        "grid": "A01",
        "item": "占道经营、流动摊点",
        "fact": f"在人行道上摆放桌椅{number % 9 + 1}套经营早点，占用盲道，油污未清",
        "requirement": "立即撤离桌椅，清洗地面油污，恢复盲道畅通",
        "found_at": "2026年03月02日09时00分",
        "issued_at": "2026年03月02日09时03分",
        "day": "2026年03月02日",
        "due_at": "2026年03月02日10时30分",
        "articles": [article],
        "broken": [article],
        "power": ["《中华人民共和国行政处罚法》第二十八条第一款"],
        "officers": [{"name": "张东升", "number": "苏-02-001"}, {"name": "冯伴", "number": "苏-02-002"}],
        "signed": True,
        "witness": "",
        "earlier": "",
        "phone": "0510-12345678",
        "case": f"20260302-{number:05d}",
        "photos": ["photo0", "photo1"],
        "qr": qr_svg(f"https://city.example/n/{number:016d}/").decode(),
        "ways": [{"key": "direct", "label": "直接送达"}, {"key": "left", "label": "留置送达"}],
        "service": dict.fromkeys(("way", "place", "at", "receiver", "relation", "witness", "by", "note"), ""),
        "map": svg(Surroundings(120.3, 31.5, roads)),
    }


if __name__ == "__main__":
    main()
