"""Write smartlead_sync: the synchronous twins of smartlead_async's classes, as plain source.

Each method becomes one that delegates to the asynchronous object on the loop thread. Signatures,
defaults and docstrings are those of smartlead_async; everything else is the same object,
re-exported. Run it after any change of a public name there::

    python scripts/generate_sync.py [--check]
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.util
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import _generating
from scripts._generating import ROOT
from smartlead_async._public import home

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

ASYNC: Final = "smartlead_async"
SYNC: Final = "smartlead_sync"
BANNER: Final = "# Written by scripts/generate_sync.py from {source}.\n"

# What stands in for an argument, by its annotation. None: it is passed on as it is. An annotation
# that could hold code of the caller and is not listed here is an error.
STAND_INS: Final = {
    r"OnProgress \| None": "progress_hook({})",
    r"Callable\[\[AttemptInfo\], None\] \| None": "watcher({})",
    r"(Iterable|Sequence)\[.*": "in_list({})",
    r"float \| Callable\[\[\], float\]": None,
    r"Sandbox \| None": "None if {0} is None else behind({0}, {0!r}, 'sandbox.Sandbox')",
}
CODE_OF_THE_CALLER: Final = re.compile(r"\b(Callable|Iterable|Iterator|Sequence|Async\w+|On\w+)\b")
UNSUPPORTED: Final = {"session": "no_session(session)"}
# Arguments that a method deletes before it calls: a traceback shows local variables.
SECRETS: Final = frozenset({"api_key", "imap_password", "password", "proxy", "token"})
SPECIAL_METHODS: Final = {
    "__init__": "__init__",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "aclose": "close",
    "__getattr__": "__getattr__",
    "__setattr__": "__setattr__",
}
COPIED: Final = frozenset({"__getattr__", "__setattr__"})
BY_HAND: Final = {
    "Facade": "_facade",
    "Items": "_facade",
    "OnProgress": "_arguments",
    "Smartlead": "_client",
    "behind": "_facade",
    "call": "_loop_thread",
    "in_list": "_arguments",
    "in_lists": "_arguments",
    "Later": "_facade",
    "lead_source": "_arguments",
    "no_session": "_arguments",
    "progress_hook": "_arguments",
    "watcher": "_arguments",
}
# How examples change.
EXAMPLES: Final = (
    (r"\basync (with|for|def)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\baclose\b", "close"),
    (rf"\b{ASYNC}\b", SYNC),
)


class Module:
    """A module of smartlead_async: its source, and where its names come from."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = inspect.getfile(importlib.import_module(name))
        self.source = f"{Path(path).relative_to(ROOT)}"
        self.package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
        self.text = Path(path).read_text("utf-8")
        self.tree = ast.parse(self.text)

    def class_(self, name: str) -> ast.ClassDef:
        """Return a class defined here."""
        found = [n for n in self.tree.body if isinstance(n, ast.ClassDef) and n.name == name]
        return found[0]

    def function(self, name: str) -> ast.AsyncFunctionDef:
        """Return a function defined here."""
        found = [n for n in self.tree.body if isinstance(n, ast.AsyncFunctionDef)]
        return next(n for n in found if n.name == name)

    def docstring(self, node: ast.Module | ast.ClassDef | Function) -> str:
        """Return the docstring as it is written, quotes included, for a synchronous reader."""
        first = node.body[0]
        if not isinstance(first, ast.Expr) or ast.get_docstring(node) is None:
            return ""
        return in_sync(ast.get_source_segment(self.text, first) or "")

    def import_of(self, name: str) -> str:
        """Return the statement that imports a name used here, from a public place if possible."""
        here = importlib.import_module(self.name)
        for place in (ASYNC, self.package):
            face = importlib.import_module(place)
            public = getattr(face, "__all__", ())
            if name in public and getattr(face, name) is getattr(here, name, None):
                return f"from {place} import {name}"
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    if name == (alias.asname or alias.name):
                        return self._import(node, alias)
        return f"from {self.name} import {name}"

    def _import(self, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
        what = ast.unparse(alias)
        if isinstance(node, ast.Import):
            return f"import {what}"
        place = node.module or ""
        if node.level:
            place = importlib.util.resolve_name("." * node.level + place, self.package)
        return f"from {place} import {what}"


module_of = cache(Module)


@dataclass
class Twin:
    """One synchronous class in the making: what it imports, its lines, imports for types alone."""

    cls: Any  # or a package of functions
    needs: set[str] = field(default_factory=lambda: {f"from {SYNC}._facade import Facade"})
    lines: list[str] = field(default_factory=list[str])
    later: list[str] = field(default_factory=list[str])

    def write(self) -> str:
        """Return the source of the class, and note in ``needs`` what it imports."""
        own = module_of(home(self.cls))
        name = self.cls.__name__
        self.needs.add(f"from {own.name} import {name} as Async{name}")
        docstring = own.docstring(own.class_(name))
        self.lines = [f"class {name}(Facade[Async{name}]):", f"    {docstring}", ""]
        for module, method in self._methods():
            self.lines += [*self._method(module, method), ""]
        return "\n".join(self.lines)

    def function(self, module: Module, function: ast.AsyncFunctionDef, place: str) -> str:
        """Return the source of a function whose first argument is a client."""
        self._need(module, function.args)
        returns = function.returns or ast.Constant(None)
        self._need(module, returns)
        client = function.args.args[0].arg
        given = ", ".join([f"behind({client})", *self._pass_on(function)])
        self._need_by_hand("call", "behind")
        signature = f"({ast.unparse(function.args)}) -> {ast.unparse(returns)}"
        return "\n".join(
            [
                f"def {function.name}{signature}:",
                f"    {module.docstring(function)}",
                f"    return call({place}.{function.name}({given}))",
            ]
        )

    def _bases(self) -> Iterator[tuple[Module, ast.ClassDef]]:
        for base in self.cls.__mro__:
            if home(base).startswith(ASYNC):
                module = module_of(home(base))
                yield module, module.class_(base.__name__)

    def _methods(self) -> Iterator[tuple[Module, Function]]:
        seen: set[str] = set()
        for module, node in self._bases():
            for method in node.body:
                if not isinstance(method, Function) or method.name in seen:
                    continue
                inherited_init = method.name == "__init__" and node.name != self.cls.__name__
                if is_public(method.name) and not inherited_init:
                    seen.add(method.name)
                    yield module, method

    def _area(self, module: Module, area: ast.FunctionDef) -> list[str]:
        """Return a property that imports the area's class when it is used."""
        cls = ast.unparse(area.returns or ast.Constant(None))
        its_import = module.import_of(cls).replace(ASYNC, SYNC)
        self.needs |= {"from functools import cached_property", "from typing import TYPE_CHECKING"}
        self.later.append(f"    {its_import}")
        return [
            "    @cached_property",
            f"    def {area.name}(self) -> {cls}:",
            f"        {module.docstring(area)}",
            f"        {its_import}",
            f"        return {cls}(self._async.{area.name})",
        ]

    def _method(self, module: Module, method: Function) -> list[str]:
        if isinstance(method, ast.FunctionDef) and is_area(method):
            return self._area(module, method)
        Annotations(self.cls).visit(method)
        self._need(module, method.args)
        if method.returns is not None:
            self._need(module, method.returns)
        name = SPECIAL_METHODS.get(method.name, method.name)
        returns = "" if method.returns is None else f" -> {ast.unparse(method.returns)}"
        decorators = [f"    @{ast.unparse(node)}" for node in method.decorator_list]
        head = f"    def {name}({ast.unparse(method.args)}){returns}:"
        docstring = module.docstring(method)
        body = [f"        {line}" for line in self._body(method, returns)]
        return [*decorators, head, *([f"        {docstring}"] if docstring else []), *body]

    def _body(self, method: Function, returns: str) -> list[str]:
        if method.name in COPIED:
            return [line for node in method.body for line in ast.unparse(node).splitlines()]
        if "property" in map(ast.unparse, method.decorator_list):
            return [f"return self._async.{method.name}"]
        source = next((a for a in arguments(method) if annotation(a) == "LeadSource"), None)
        if source is None:
            return self._call(method, returns)
        self._need_by_hand("lead_source")
        opened, inner = f"lead_source({source.arg})", self._call(method, returns)
        if not returns.startswith(" -> Items["):
            return [f"with {opened} as source:", *(f"    {line}" for line in inner)]
        self.needs.add("from contextlib import ExitStack")
        inner = [f"source = held.enter_context({opened})", *inner[:-1], held_by(inner[-1])]
        return ["with ExitStack() as held:", *(f"    {line}" for line in inner)]

    def _call(self, method: Function, returns: str) -> list[str]:
        """Return the lines that call the asynchronous method and hand its result over."""
        names = {argument.arg for argument in arguments(method)}
        target, given = f"self._async.{method.name}", list(self._pass_on(method))
        if isinstance(method, ast.AsyncFunctionDef):
            made, coro = f"{target}({', '.join(given)})", "{}"
        else:
            target = f"Async{self.cls.__name__}" if method.name == "__init__" else target
            made, coro = f"Later({', '.join([target, *given])})", "{}.run()"
        before: list[str] = []
        if secrets := sorted(names & SECRETS):
            before, made = [f"made = {made}", f"del {', '.join(secrets)}"], "made"
        before += [UNSUPPORTED[name] for name in sorted(names & UNSUPPORTED.keys())]
        self._need_by_hand("call", made, *before)
        return [*before, *self._result(method, returns, f"call({coro.format(made)})")]

    def _result(self, method: Function, returns: str, call: str) -> list[str]:
        if method.name == "__init__":
            return [f"super().__init__({call})"]
        if returns == " -> None":
            return [call]
        if returns == " -> Self":
            if isinstance(method, ast.AsyncFunctionDef):
                return [call, "return self"]
            return [f"return self._sibling({call})"]
        if returns.startswith(" -> Items["):
            return [f"return Items({call})"]
        return [f"return {call}"]

    def _keywords(self, method: Function, kwarg: ast.arg) -> str:
        """Return the expression that is passed on for keywords that a TypedDict states."""
        stated = re.fullmatch(r"Unpack\[(\w+)\]", annotation(kwarg))
        known = getattr(self.cls, method.name).__globals__[stated[1]] if stated else None
        kinds = map(repr, getattr(known, "__annotations__", {}).values())
        if not any(re.search(r"\b(Iterable|Sequence)\b", kind) for kind in kinds):
            return kwarg.arg
        self._need_by_hand("in_lists")
        return f"in_lists({kwarg.arg})"

    def _pass_on(self, method: Function) -> Iterator[str]:
        """Return the arguments of the delegating call."""
        positional = {id(a) for a in [*method.args.posonlyargs, *method.args.args]}
        for argument in arguments(method):
            if argument.arg in UNSUPPORTED:
                continue
            value = self._stand_in(argument)
            yield value if id(argument) in positional else f"{argument.arg}={value}"
        if method.args.vararg:
            yield f"*{method.args.vararg.arg}"
        if method.args.kwarg:
            yield f"**{self._keywords(method, method.args.kwarg)}"

    def _stand_in(self, argument: ast.arg) -> str:
        """Return the expression that is passed on for an argument."""
        kind = annotation(argument)
        if kind == "LeadSource":
            return "source"
        for pattern, stand_in in STAND_INS.items():
            if re.fullmatch(pattern, kind):
                self._need_by_hand(stand_in or "")
                return (stand_in or "{}").format(argument.arg)
        if CODE_OF_THE_CALLER.search(kind):
            raise SystemExit(f"{self.cls}: on which thread should {argument.arg}: {kind} run?")
        return argument.arg

    def _need(self, module: Module, node: ast.AST) -> None:
        """Import what an annotation or a default names."""
        for name in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}:
            if name in BY_HAND:
                self._need_by_hand(name)
            elif name == "builtins":
                self.needs.add("import builtins")
            elif name != self.cls.__name__ and not hasattr(builtins, name):
                self.needs.add(module.import_of(name))

    def _need_by_hand(self, *code: str) -> None:
        for name in re.findall(r"\w+", " ".join(code)):
            if name in BY_HAND:
                self.needs.add(f"from {SYNC}.{BY_HAND[name]} import {name}")


class Annotations(ast.NodeTransformer):
    """Spells out builtins that methods of the class hide, such as ``list``."""

    def __init__(self, cls: type) -> None:
        self._hidden = {name for name in dir(cls) if is_public(name) and hasattr(builtins, name)}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a hidden name."""
        if node.id in self._hidden:
            return ast.Attribute(ast.Name("builtins", ast.Load()), node.id, ast.Load())
        return node


def held_by(line: str) -> str:
    """Return a line that makes an iterator, so that it lets go of what is held when it is over."""
    return f"{line.removesuffix(')')}, held.pop_all())"


def is_public(name: str) -> bool:
    return name in SPECIAL_METHODS or not name.startswith("_")


def is_area(method: ast.FunctionDef) -> bool:
    return "cached_property" in map(ast.unparse, method.decorator_list)


def arguments(method: Function) -> list[ast.arg]:
    """Return the named arguments without ``self``."""
    args = method.args
    return [*args.posonlyargs, *args.args, *args.kwonlyargs][1:]


def annotation(argument: ast.arg) -> str:
    return "" if argument.annotation is None else ast.unparse(argument.annotation)


def in_sync(text: str) -> str:
    """Return text for a reader of smartlead_sync."""
    for pattern, replacement in EXAMPLES:
        text = re.sub(pattern, replacement, text)
    return text


def module_of_twins(name: str, *names: str) -> tuple[str, str]:
    """Return path and source of the synchronous twin of a module."""
    module = module_of(name)
    twins = [Twin(getattr(importlib.import_module(name), cls)) for cls in names]
    bodies = [twin.write() for twin in twins]
    needs = set[str]().union(*(twin.needs for twin in twins))
    parts = [module.docstring(module.tree), "from __future__ import annotations"]
    later = [line for twin in twins for line in twin.later]
    types_only = ["if TYPE_CHECKING:", *later, ""] if later else []
    shown = [twin.cls for twin in twins if twin.cls.__module__ != home(twin.cls)]
    if shown:
        needs.add(f"from {ASYNC}._public import public")
    parts += [*sorted(needs), *types_only, f"__all__ = {list(names)!r}", *bodies]
    faces = ((cls.__module__.replace(ASYNC, SYNC), cls.__name__) for cls in shown)
    parts += [f"public({face!r}, {cls})" for face, cls in faces]
    path = name.replace(ASYNC, SYNC).replace(".", "/") + ".py"
    return path, BANNER.format(source=module.source) + "\n".join(parts)


def module_of_functions(name: str) -> tuple[str, str]:
    """Return path and source of the twin of a package of functions that take a client first."""
    module, package = module_of(name), importlib.import_module(name)
    twin, bodies = Twin(package, needs={f"import {name}"}), list[str]()
    for each in package.__all__:
        function = getattr(package, each)
        if inspect.iscoroutinefunction(function):
            place = module_of(home(function))
            bodies.append(twin.function(place, place.function(each), name))
        else:
            twin.needs.add(f"from {name} import {each}")
    parts = [module.docstring(module.tree), "from __future__ import annotations"]
    parts += [*sorted(twin.needs), f"__all__ = {package.__all__!r}", *bodies]
    path = module.source.replace(ASYNC, SYNC, 1)
    return path, BANNER.format(source=module.source) + "\n".join(parts)


def package(name: str, twins: dict[str, str]) -> tuple[str, str]:
    """Return path and source of a package that re-exports all but the twins, when it is used.

    Args:
        name: The package of smartlead_async.
        twins: Where in smartlead_sync those names come from that have a twin.
    """
    module = module_of(name)
    names: list[str] = importlib.import_module(name).__all__
    parts = [module.docstring(module.tree), "from __future__ import annotations", "import typing"]
    parts += [f"from {ASYNC} import _lazy"]
    parts += [f"__all__ = {names!r}", "if typing.TYPE_CHECKING:"]
    parts += [f"    from {SYNC}.{place} import {twin}" for twin, place in twins.items()]
    parts += [f"    from {name} import {each}" for each in names if each not in twins]
    later = "".join(f", {f'{SYNC}.{place}'!r}: [{twin!r}]" for twin, place in twins.items())
    places = f"{{{name!r}: __all__{later}}}"  # where a name is twice, the twin counts
    parts += ["else:", f"    __getattr__, __dir__ = _lazy.lazy(__name__, {places})"]
    path = Path(module.source.replace(ASYNC, SYNC, 1))
    return str(path), BANNER.format(source=module.source) + "\n".join(parts)


def sources() -> Iterator[tuple[str, str]]:
    """Yield path and source of every generated module."""
    by_hand = {"Fleet": "_fleet", "Items": "_facade", "WebhookInbox": "_webhook_inbox"}
    yield package(ASYNC, {"Smartlead": "_client"} | by_hand)
    yield package(f"{ASYNC}.models", {})
    yield package(f"{ASYNC}.sandbox", {"Sandbox": "sandbox._server"})
    yield module_of_functions(f"{ASYNC}.helpers")
    yield module_of_twins(f"{ASYNC}._client", "Smartlead")
    yield module_of_twins(f"{ASYNC}.sandbox._server", "Sandbox")
    for area in _generating.areas():
        yield module_of_twins(area.module(ASYNC), area.cls)


def main() -> None:
    texts = {path: _generating.formatted(path, source) for path, source in sources()}
    there = _generating.written_before((ROOT / SYNC).rglob("*.py"), BANNER.partition("{")[0])
    _generating.run("generate_sync.py", texts, there)


if __name__ == "__main__":
    main()
