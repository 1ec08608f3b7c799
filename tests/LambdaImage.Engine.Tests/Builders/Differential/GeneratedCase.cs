using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>Random Dockerfiles: each line is one that both builders know, in an order that nobody would think of.</summary>
/// <param name="Instructions">The lines; FROM lines stay where they are when it is made smaller.</param>
/// <param name="Ignored">Lines of .dockerignore.</param>
/// <param name="Ways">How it is built, as a <see cref="Case"/> says it.</param>
internal sealed partial record GeneratedCase(IReadOnlyList<string> Instructions, IReadOnlyList<string> Ignored, IReadOnlyList<string> Ways)
{
    private const int MostInstructions = 12;

    /// <summary>Contexts that all have, and hard links, which are always compared.</summary>
    private static readonly string[] Usual = ["links", "context pics=assets", "layout tools=base", "context alpine=@user"];

    private static readonly Gen<string> Name = Gen.Elements("A", "B", "C", "LAMBDA_TASK_ROOT");

    /// <summary>A word as people write it, with variables and quotes that both have to see through.</summary>
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.Elements("x", "y1", "\"two words\"", "'$A'", "a\\ b", "\"\"", "\"q\\\"q\"", "\\$A", "é"),
        from name in Name
        from form in Gen.Elements("${0}", "${{{0}}}", "${{{0}:-d}}", "${{{0}:+s}}", "\"${0} z\"", "p${{{0}}}s", "${{{0}:-${{B}}}}")
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name));

    private static readonly Gen<string> Source = Gen.Elements(
        "a.txt", "b.txt", "src", "src/", "src/a.js", "src/*.js", "s*c", "docs", "docs/*.md", "docs/img", "*.txt", "links/to-a", "links/to-folder", "links/up",
        "links", "empty", ".", "./src/deep", "packed.tgz", "nothing*", "[ab].txt", "src/?.js", ".hidden", "packed.tar",
        "*/*.md", "links/to-f*", "**/*.js", "src/**/*.md", "a**.txt");

    private static readonly Gen<string> OneSource = Gen.Elements(
        "a.txt", "src", "src/", "src/a.js", "src/b.*", "docs", "links/to-a", "links/to-folder", "links/up", "links", "empty", ".", "packed.tgz", "nothing*", "[a].txt");

    private static readonly Gen<string> OneFile = Gen.Elements("a.txt", "src/a.js", "src/b.*", "links/to-a", "links/up", "[a].txt");

    private static readonly Gen<string> Folder = Gen.Elements(
        "/x/", "/x/y/", "rel/", "./", ".", "/", "/var/task/", "/opt/", "/tmp/", "../up/", "/data/", "/lib/", "/home/app/", "/$A/", "/d\\ d/", "./x/../z/");

    private static readonly Gen<string> Place = Gen.Elements("/x", "/x/y", "rel", "/f.txt", "/opt/f", "/lib/f.so", "/tmp", "/var/task", "f-$B");

    /// <summary>Where the base has a file: nobody copies a folder there.</summary>
    private static readonly Gen<string> PlaceOfFile = Gen.Elements("/etc/passwd", "/data/kept", "/replaced", "/usr/lib/x.so", "/home/app/.profile");

    private static readonly Gen<string> Flags = Gen.Elements(
        "", "", "", "--chown=7:8 ", "--chown=9 ", "--chmod=700 ", "--chmod=0640 ", "--chown=1:2 --chmod=755 ", "--link ", "--link --chown=3:4 ");

    private static readonly Gen<string> NewFlags = Gen.Elements(
        "", "--exclude=er ", "--exclude=deep/*.md ", "--exclude=deep ", "--exclude=src/deep ", "--exclude=*/er ", "--exclude=img --exclude=!img/logo.png ", "--parents ", "--parents ",
        "--parents --exclude=**/deep ", "--parents --exclude=src/deep ");

    private static readonly Gen<string> Transfer = Gen.Frequency(
        (6, from flags in Flags from source in Source from folder in Folder select $"COPY {flags}{source} {folder}"),
        (3, from flags in Flags from one in Source from two in Source from folder in Folder select $"COPY {flags}{one} {two} {(folder == "." ? "./" : folder)}"),
        (3, from flags in Flags from source in OneSource from place in Place select $"COPY {flags}{source} {place}"),
        (1, from flags in Flags from source in OneFile from place in PlaceOfFile select $"COPY {flags}{source} {place}"),
        (2, from source in Source from folder in Folder select $"ADD {source} {folder}"),
        (1, from folder in Folder from text in Word select $"COPY --chmod=644 <<EOF {(folder == "." ? "./" : folder)}\nline {text}\nEOF"));

    private static readonly Gen<string> TransferFromStage =
        from stage in Gen.Elements("0", "first")
        from flags in Flags
        from source in Gen.Elements("/", "/x", "x/y", "/opt/.", "lib", "/x/*.txt", "/*/*.md", "/x/*/*.md", "/**/*.js")
        from folder in Folder
        select $"COPY --from={stage} {flags}{source} {folder}";

    private static readonly Gen<string> TransferFromContext =
        from source in Gen.Elements(
            "pics /", "pics css", "pics css/*.css", "pics current", "pics logo.svg", "tools /hard", "tools /hard/b", "tools /usr/lib", "tools /opt", "tools /home/app",
            "alpine /etc/passwd", "docker.io/library/alpine /etc", "alpine:latest /usr")
        from flags in Flags
        from folder in Folder
        select $"COPY --from={source.Replace(" ", " " + flags, StringComparison.Ordinal)} {folder}";

    private static readonly Gen<string> Setting = Gen.OneOf(
        from name in Name from word in Word select $"ENV {name}={word}",
        from one in Word from two in Word select $"ENV A={one} B={two}",
        from name in Name from words in Word select $"ENV {name} {words} and  more",
        from name in Name from word in Word select $"ARG {name}={word}",
        from name in Name select $"ARG {name}",
        from word in Word from key in Gen.Elements("k", "\"k k\"", "a.b-c", "$A") select $"LABEL {key}={word}",
        Gen.Elements("USER 7", "USER 7:8", "USER root", "USER ${C:-7}", "EXPOSE 80", "EXPOSE 81/udp 82", "VOLUME /v $A", "VOLUME [\"/w\", \"/x y\"]", "STOPSIGNAL SIGINT"),
        Gen.Elements("CMD run $A \"q\"", "CMD [\"a\", \"b c\"]", "CMD []", "ENTRYPOINT start 'x'", "ENTRYPOINT [\"/e\"]", "SHELL [\"/s\", \"-c\"]", "HEALTHCHECK NONE"),
        Gen.Elements("HEALTHCHECK --interval=5s --retries=2 CMD check $A", "ONBUILD COPY a.txt /on/", "ONBUILD ENV ON=$A", "MAINTAINER Jo $A"),
        Gen.Elements("WORKDIR /w", "WORKDIR sub", "WORKDIR /x/y", "WORKDIR /$A", "WORKDIR ..", "WORKDIR /tmp", "WORKDIR /var/task", "WORKDIR /home/app", "WORKDIR /lib/made"));

    private static readonly Gen<string> Instruction = Gen.Frequency((5, Transfer), (1, TransferFromContext), (4, Setting));

    private static readonly Gen<string> LaterInstruction = Gen.Frequency((2, TransferFromStage), (1, TransferFromContext), (4, Transfer), (4, Setting));

    private static readonly Gen<string> Base = Gen.Elements("scratch", "scratch", "@base", "@user", "@onbuild", "pics", "tools", "alpine:latest");

    private static readonly Gen<IReadOnlyList<string>> Way =
        from target in Gen.Elements("", "", "", "target first")
        from replaced in Gen.Elements("", "", "", "", "context first=@user", "layout first=onbuild")
        select (IReadOnlyList<string>)[.. Usual, .. new[] { target, replaced }.Where(way => way.Length > 0)];

    private static readonly Gen<IReadOnlyList<string>> Ignore = Gen.Frequency<IReadOnlyList<string>>(
        (2, Gen.Constant<IReadOnlyList<string>>([])),
        (1, from lines in Gen.SubListOf("*", "src", "!src/a.js", "**/*.md", "!docs/README.md", "links", "a.txt", "!a.txt", "docs/im?", "!**/deep", "packed*", "/empty")
            select (IReadOnlyList<string>)lines));

    public static Gen<GeneratedCase> All { get; } =
        from first in Base
        from before in Some(Instruction)
        from second in Gen.Frequency((3, Base), (1, Gen.Constant("first")))
        from after in Some(LaterInstruction)
        from ignored in Ignore
        from ways in Way
        where !before.Concat(after).Any(line => OwnedFolder().IsMatch(line))
        where ignored.Count == 0 || !before.Concat(after).Any(line => NestedPattern().IsMatch(line))
        select new GeneratedCase(["ARG A=global", $"FROM {first} AS first", .. before, $"FROM {second}", .. after], ignored, ways);

    /// <summary>Who owns a folder that only the base has is not seen; see base-folder-owner.</summary>
    [GeneratedRegex(@"--chown=.* /data/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OwnedFolder();

    /// <summary>Where all that it matches is left out BuildKit does not find the folder either; see source-nothing-in-folder.</summary>
    [GeneratedRegex(@"/\S*[*?\[]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NestedPattern();

    /// <summary>What BuildKit does not find with --parents, see copy-parents-dot; and files of the base that would become folders, see base-folder-over-file.</summary>
    [GeneratedRegex(@" (?:\.|/|/opt/\.) | /(?:etc/passwd|data/kept|replaced|usr/lib/x\.so|home/app/\.profile)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotWithParents();

    private static Gen<IEnumerable<string>> Some(Gen<string> instruction) =>
        from count in Gen.Choose(1, MostInstructions / 2) from lines in instruction.ListOf(count) select lines.AsEnumerable();

    /// <summary>Whether old and new BuildKits may differ: in modes of folders, and in triggers of what stands in for a stage.</summary>
    public bool DependsOnAge => Instructions.Any(line => line.Contains("--chmod", StringComparison.Ordinal)) || Ways.Any(way => way.Contains(" first=", StringComparison.Ordinal));

    /// <summary>The same with flags that only new BuildKits know, drawn anew for each COPY.</summary>
    public GeneratedCase WithNewFlags(ulong seed) => this with
    {
        Instructions =
        [
            .. Instructions.Select((line, index) => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("<<", StringComparison.Ordinal)
                && !NotWithParents().IsMatch(line)
                ? "COPY " + NewFlags.Sample(1, new Rnd(seed, (ulong)index * 2 + 1), 1).Single() + line["COPY ".Length..]
                : line),
        ],
    };

    public Case ToCase(string name) =>
        new(name, string.Concat(Instructions.Concat(Ignored.Select(line => "ignore " + line).Concat(Ways).Select(way => "#: " + way)).Select(line => line + "\n")));

    /// <summary>The same with one line less, each in turn.</summary>
    public IEnumerable<GeneratedCase> Smaller() =>
    [
        .. Instructions.Index().Where(line => !line.Item.StartsWith("FROM", StringComparison.Ordinal)).Select(
            line => this with { Instructions = [.. Instructions.Where((_, index) => index != line.Index)] }),
        .. Ignored.Select(line => this with { Ignored = [.. Ignored.Where(other => other != line)] }),
        .. Ways.Select(way => this with { Ways = [.. Ways.Where(other => other != way)] }),
    ];
}
