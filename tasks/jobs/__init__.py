"""What beat and the product start in workers: thin entry points, one module a subject, each task named tasks.jobs.…"""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
