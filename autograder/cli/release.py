"""`autograder release`: what students get, or what grades them on a platform."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.console import Trouble, console
from autograder.cli.options import folder_option
from autograder.cli.platforms import platforms
from autograder.course import topics as course
from autograder.release.new_release import new_release
from autograder.release.plain import plain

# In the context's `meta`: the options of the chosen format, and then their values.
_OPTIONS, _VALUES = f"{__name__}.options", f"{__name__}.values"


def _named(ctx: click.Context, param: click.Parameter, name: str) -> click.Command:
    """The command that fills a release of a format."""
    formats = _formats(ctx)
    if name not in formats:
        raise click.BadParameter(f"“{name}” is none of {', '.join(formats)}", ctx, param)
    return formats[name]


_format = click.Option(
    ["--format", "form"],
    default="plain",
    show_default=True,
    callback=_named,
    help="One of the formats below.",
)


class _Release(click.Command):
    """Takes, beside its own options, those of the format that `--format` names."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and those of the chosen format; of every format where none is chosen yet."""
        own = super().get_params(ctx)
        chosen = ctx.meta.get(_OPTIONS)
        of_formats = _of_every_format(ctx) if chosen is None else chosen
        last = [one for one in own if one.name == "help"]
        return [*(one for one in own if one not in last), *of_formats, *last]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = _chosen(ctx, args).params
        ctx.meta[_OPTIONS] = options
        try:
            rest = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            owners = [
                f"--format {name}"
                for name, form in _formats(ctx).items()
                if any(error.option_name in option.opts for option in form.params)
            ]
            if not owners:
                raise
            message = f"{error.option_name} goes with {' or '.join(owners)} only"
            raise click.UsageError(message, ctx) from None
        ctx.meta[_VALUES] = {option.name: ctx.params.pop(option.name) for option in options}
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Of every format, whichever is chosen."""
        ctx.meta.pop(_OPTIONS, None)
        super().format_options(ctx, formatter)
        with formatter.section("Formats"):
            shown = [(name, form.get_short_help_str(200)) for name, form in _formats(ctx).items()]
            formatter.write_dl(shown)


def _of_every_format(ctx: click.Context) -> list[click.Option]:
    """The options of all formats, each once; their help begins with whose they are."""
    takers: dict[tuple[str, ...], list[str]] = {}
    options: dict[tuple[str, ...], click.Option] = {}
    for name, form in _formats(ctx).items():
        for option in form.params:
            assert isinstance(option, click.Option)
            key = (*option.opts, option.help or "")
            takers.setdefault(key, []).append(name)
            options[key] = copy.copy(option)
    for key, option in options.items():
        option.help = f"{', '.join(takers[key])}: {option.help}"
    return list(options.values())


def _formats(ctx: click.Context) -> dict[str, click.Command]:
    """The plain one first, then those of the installed platforms."""
    return {"plain": plain, **platforms(ctx).releases}


def _chosen(ctx: click.Context, args: Sequence[str]) -> click.Command:
    """The format that arguments name, of which only that one can be understood yet."""
    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    scan = click.Command(
        ctx.info_name, params=[_format], add_help_option=False, context_settings=settings
    )
    with scan.make_context(ctx.info_name, list(args), parent=ctx.parent) as found:
        form = found.params["form"]
    assert isinstance(form, click.Command)
    return form


@click.command("release", cls=_Release)
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--topics", help="Only these topics, separated by commas; by default all.")
@folder_option
@click.pass_context
def release(
    ctx: click.Context, target: Path, topics: str | None, form: click.Command, folder: Path | None
) -> None:
    """Make the folder DIR, which students get: stubs, notebooks, handouts, public keys.

    In other formats it is what grades them on a platform, for the instructor.
    """
    place = course.find_course(folder)
    known = list(course.topics(place))
    names = [name.strip() for name in topics.split(",")] if topics else known
    chosen = [course.choose(place, name) for name in dict.fromkeys(names)]
    if not chosen:
        raise Trouble(f"{place} has no topics")
    with new_release(target, chosen, place, known) as made:
        ctx.obj = made
        notes = ctx.invoke(form, **ctx.meta[_VALUES]) or ()
    count = "1 topic" if len(chosen) == 1 else f"{len(chosen)} topics"
    console.print(f"{count} in {target}", markup=False)
    for note in notes:
        console.print(note, markup=False)


release.params.insert(2, _format)
