"""Block 500 domains.

They go out 100 at a time. An entry that would block nobody, such as a URL, is not sent.
"""

import asyncio
from pathlib import Path

from smartlead_async import Smartlead
from smartlead_async.helpers import block_many

DOMAINS = Path("domains.txt").read_text("utf-8").split()


async def main() -> None:
    async with Smartlead() as smartlead:
        report = await block_many(smartlead, DOMAINS)
    print(report)
    for refused in report.refused:
        print(f"{refused.entry}: {refused.message}")


asyncio.run(main())
