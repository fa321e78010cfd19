"""Write tests/typing/calls_*.py: a call of every method, for the type checkers.

Each method is called with a value of every kind that its keywords take, and its result is what its
signature says. Where a keyword takes some texts only, another text is an error::

    python scripts/generate_typing.py [--check]
"""

from __future__ import annotations

import datetime as dt
import inspect
import json
import os
import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    NotRequired,
    Required,
    Union,
    Unpack,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import _generating
from scripts._generating import ROOT, Area
from smartlead_async import NotGiven

ASYNC: Final = "smartlead_async"
SYNC: Final = "smartlead_sync"
FOLDER: Final = "tests/typing"
BANNER: Final = "# Written by scripts/generate_typing.py"
# Each `type: ignore` is for mypy and each `pyright: ignore` for pyright; one too many is an error.
PYRIGHT: Final = (
    "# pyright: enableTypeIgnoreComments=false, reportUnnecessaryTypeIgnoreComment=true"
)
WIDTH: Final = 100

# A value of each type, and what it names.
SIMPLE: Final[Mapping[object, tuple[str, type | None]]] = {
    bool: ("True", None),
    int: ("5", None),
    float: ("0.5", None),
    str: ('"text"', None),
    bytes: ('b"text"', None),
    object: ('"anything"', None),
    Any: ('"anything"', None),
    types.NoneType: ("None", None),
    dt.date: ("dt.date(2024, 1, 20)", dt.date),
    dt.datetime: ("dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)", dt.datetime),
    os.PathLike: ('Path("file")', Path),
    Callable: ("print", None),
}
UNIONS: Final = (Union, types.UnionType)
LISTS: Final = (list, Sequence, Iterable)
MAPPINGS: Final = (dict, Mapping)
WRONG: Final = '"no such value"'


class Keyword(NamedTuple):
    """An argument of a method, or a field of a TypedDict."""

    hint: Any
    required: bool
    by_position: bool = False


class Wrong(NamedTuple):
    """A value that is a type error, and what mypy calls the error."""

    value: str
    code: str


class Calls:
    """The calls of one method, as the source of a function; ``imports`` collects its imports."""

    def __init__(self, package: str, area: Area, method: str, imports: set[str]) -> None:
        self._package = package
        self._imports = imports
        self._function = getattr(area.class_(package), method)
        self._target = f"smartlead.{area.name}.{method}"
        self._name = f"{area.name}_{method}"
        self._keywords = keywords_of(self._function)
        self._given: dict[str, str] = {}

    def source(self) -> str:
        """Return the source of the function."""
        is_async = inspect.iscoroutinefunction(self._function)
        await_ = "await " if is_async else ""
        returns = self.written(get_type_hints(self._function).get("return", Any))
        lines: list[str] = []
        for values in choices({name: self._choice(each) for name, each in self._keywords.items()}):
            call = f"{await_}{self._target}({', '.join(self._arguments(values))})"
            lines.append(call if returns == "None" else f"assert_type({call}, {returns})")
        for name, wrong in self._wrong():
            lines += self._wrong_call(await_, name, wrong)
        if returns != "None":
            self._imports.add("from typing import assert_type")
        given = "".join(f", {name}: {kind}" for name, kind in self._given.items())
        head = f"def {self._name}(smartlead: Smartlead{given}) -> None:"
        return "\n".join([f"{'async ' * is_async}{head}", *(f"    {line}" for line in lines)])

    def _choice(self, keyword: Keyword) -> tuple[bool, list[str]]:
        return keyword.required, list(dict.fromkeys(self.values(keyword.hint)))

    def _required(self, keywords: Mapping[str, Keyword]) -> dict[str, str]:
        return {name: self.values(each.hint)[0] for name, each in keywords.items() if each[1]}

    def _arguments(self, values: Mapping[str, str]) -> list[str]:
        return [
            value if self._keywords[name].by_position else f"{name}={value}"
            for name, value in values.items()
        ]

    # -- right values --------------------------------------------------------------------------

    def values(self, hint: Any) -> list[str]:
        """Return an expression for each kind of value that an annotation takes."""
        kind, inner = get_origin(hint) or hint, get_args(hint)
        if kind in UNIONS:
            return [value for member in inner for value in self.values(member)]
        if kind in LISTS:
            return [f"[{value}]" for value in self.values(inner[0])]
        if kind in MAPPINGS:
            (key, *_) = self.values(inner[0])
            return [f"{{{key}: {value}}}" for value in self.values(inner[1])]
        if is_typeddict(kind):
            fields = {name: self._choice(each) for name, each in fields_of(kind).items()}
            return [mapping(values) for values in choices(fields)]
        return [] if kind is NotGiven else [self._value(hint, kind)]

    def _value(self, hint: Any, kind: Any) -> str:
        if kind in SIMPLE:
            value, named = SIMPLE[kind]
            if named is not None:
                self._need(named)
            return value
        if kind is Literal:
            return quoted(get_args(hint)[0])
        if not isinstance(kind, type):
            raise SystemExit(f"{self._target}: which value is a {hint}?")
        if issubclass(kind, Enum):
            return f"{self.written(kind)}.{next(iter(kind)).name}"
        return self._passed_in(hint, kind.__name__)

    def _passed_in(self, hint: Any, class_: str) -> str:
        """Return an argument of the function, which stands for a value that has no short form."""
        name, written = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", class_).lower(), self.written(hint)
        while name in self._keywords or self._given.setdefault(name, written) != written:
            name += "_"
        return name

    # -- wrong values --------------------------------------------------------------------------

    def _wrong(self) -> Iterator[tuple[str, Wrong]]:
        for name, keyword in self._keywords.items():
            for wrong in self.wrong_values(keyword.hint):
                yield name, wrong

    def wrong_values(self, hint: Any, code: str = "arg-type") -> Iterator[Wrong]:
        """Yield values with a text that an annotation does not take where it takes others.

        Args:
            hint: The annotation.
            code: What mypy calls a wrong value there.
        """
        members = list(members_of(hint))
        kinds = [get_origin(member) or member for member in members]
        if Literal in kinds and not {str, Any, object} & set(kinds):
            yield Wrong(WRONG, code)
        for member, kind in zip(members, kinds, strict=True):
            if kind in LISTS and len(set(kinds) & {*LISTS}) == 1:
                for wrong in self.wrong_values(get_args(member)[0], "list-item"):
                    yield Wrong(f"[{wrong.value}]", wrong.code)
            elif is_typeddict(kind) and not set(kinds) & {*MAPPINGS}:
                for wrong in self._wrong_fields(kind):
                    # mypy points into a TypedDict only where nothing else is taken
                    yield Wrong(wrong.value, wrong.code if len(members) == 1 else code)

    def _wrong_fields(self, kind: type) -> Iterator[Wrong]:
        fields = fields_of(kind)
        required = self._required(fields)
        for name, each in fields.items():
            for wrong in self.wrong_values(each.hint, "typeddict-item"):
                yield Wrong(mapping({**required, name: wrong.value}), wrong.code)

    def _wrong_call(self, await_: str, keyword: str, wrong: Wrong) -> list[str]:
        """Return the lines of a call, with the comments on that of the error."""
        required = {
            name: self.values(each.hint)[0]
            for name, each in self._keywords.items()
            if each.required
        }
        comments = f"  # type: ignore[{wrong.code}]  # pyright: ignore[reportArgumentType]"
        names = [name for name in self._keywords if name in required or name == keyword]
        arguments = self._arguments({**{n: required.get(n, "") for n in names}, keyword: wrong[0]})
        line = f"{await_}{self._target}({', '.join(arguments)})"
        if len(line) <= WIDTH - 4:
            return [f"{line}{comments}"]
        marked = [
            f"    {argument},{comments * (name == keyword)}"
            for name, argument in zip(names, arguments, strict=True)
        ]
        return [f"{await_}{self._target}(", *marked, ")"]

    # -- types ---------------------------------------------------------------------------------

    def written(self, hint: Any) -> str:
        """Return a type as it is written, and import what it names."""
        kind, inner = get_origin(hint), get_args(hint)
        if kind in UNIONS:
            return " | ".join(self.written(each) for each in inner)
        if kind is Literal:
            self._imports.add("from typing import Literal")
            return f"Literal[{', '.join(map(quoted, inner))}]"
        if hint is types.NoneType:
            return "None"
        if hint is ...:
            return "..."
        name = self._need(kind or hint)
        return f"{name}[{', '.join(map(self.written, inner))}]" if inner else name

    def _need(self, kind: Any) -> str:
        """Import a class, and return what it is called."""
        module, name = kind.__module__, kind.__qualname__
        if kind is Any:
            self._imports.add("from typing import Any")
        elif module == "datetime":
            self._imports.add("import datetime as dt")
            return f"dt.{name}"
        elif module != "builtins":
            # The public module comes first: since 3.13 Path is defined in pathlib._local.
            places = (f"{self._package}.models", self._package, module.partition("._")[0])
            public = [place for place in places if getattr(import_module(place), name, 0) is kind]
            self._imports.add(f"from {[*public, module][0]} import {name}")
        return str(name)


def keywords_of(function: Callable[..., Any]) -> dict[str, Keyword]:
    """Return the arguments of a method, those of ``**filters: Unpack[SomeTypedDict]`` too."""
    found, hints = dict[str, Keyword](), get_type_hints(function)
    for name, each in list(inspect.signature(function).parameters.items())[1:]:
        if each.kind is each.VAR_KEYWORD:
            assert get_origin(hints[name]) is Unpack, f"{function}: which {name} are there?"
            found |= fields_of(get_args(hints[name])[0])
        else:
            by_position = each.kind is not each.KEYWORD_ONLY
            required = each.default is each.empty
            # what follows an optional argument must be named
            found[name] = Keyword(hints[name], required, by_position and required)
    return found


def fields_of(typed_dict: type) -> dict[str, Keyword]:
    """Return the fields of a TypedDict."""
    required = set(typed_dict.__required_keys__)  # type: ignore[attr-defined]
    # which does not see Required and NotRequired in annotations that are text
    for name, hint in get_type_hints(typed_dict, include_extras=True).items():
        if get_origin(hint) in (Required, NotRequired):
            (required.add if get_origin(hint) is Required else required.discard)(name)
    return {
        name: Keyword(hint, name in required) for name, hint in get_type_hints(typed_dict).items()
    }


def members_of(hint: Any) -> Iterator[Any]:
    """Yield the members of a union, or what is none."""
    if get_origin(hint) in UNIONS:
        for each in get_args(hint):
            yield from members_of(each)
    else:
        yield hint


def choices(keywords: Mapping[str, tuple[bool, list[str]]]) -> Iterator[dict[str, str]]:
    """Yield arguments so that each value is among them: all at first, then what has more values.

    Args:
        keywords: For each keyword, whether it is required, and its values.
    """
    yield {name: values[0] for name, (_, values) in keywords.items()}
    for nth in range(1, max((len(values) for _, values in keywords.values()), default=0)):
        yield {
            name: values[min(nth, len(values) - 1)]
            for name, (required, values) in keywords.items()
            if required or nth < len(values)
        }


def mapping(values: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{quoted(name)}: {value}' for name, value in values.items())}}}"


def quoted(value: object) -> str:
    """Return a literal as the formatter writes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def module(package: str, name: str) -> tuple[str, str]:
    """Return path and source of the calls of a package's methods."""
    imports = {f"from {package} import Smartlead"}
    calls = [
        Calls(package, area, method, imports).source()
        for area in _generating.areas()
        for method in area.methods(package)
    ]
    head = [f"{BANNER} from {package}.resources.", "from __future__ import annotations"]
    parts = [*head, *sorted(imports), *calls]
    return f"{FOLDER}/{name}", "\n".join(parts)


def sources() -> Iterator[tuple[str, str]]:
    """Yield path and source of every generated module."""
    yield module(ASYNC, "calls_async.py")
    yield module(SYNC, "calls_sync.py")


def main() -> None:
    texts = {path: _generating.formatted(path, source) for path, source in sources()}
    there = _generating.written_before((ROOT / FOLDER).glob("*.py"), BANNER)
    _generating.run("generate_typing.py", texts, there)


if __name__ == "__main__":
    main()
