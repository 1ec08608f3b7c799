namespace LambdaImage.Engine.Errors;

/// <summary>Everything that can be wrong with a Dockerfile, its ignore file, or what it asks of the build
/// context.</summary>
internal static class DockerfileErrors
{
    private const string Reference = "See https://docs.docker.com/reference/dockerfile/.";

    public static LambdaImageException Empty(string path) => new(
        ErrorKind.DockerfileInvalid,
        $"{path} holds no instruction.",
        "Start it with FROM, for example: FROM public.ecr.aws/lambda/nodejs:22",
        path,
        new SourceLocation(path, 1));

    public static LambdaImageException DistributionUnknown(string image, IEnumerable<string> packages) => new(
        ErrorKind.RequestInvalid,
        $"The packages {string.Join(", ", packages)} were to be installed into {image}, but its name does not tell which package manager it has.",
        "Say which with the key base.distribution of lambda-image.yml: amazonLinux2023, amazonLinux2, debian or alpine.",
        image);

    public static LambdaImageException HookNotFound(string path) => new(
        ErrorKind.DockerfileNotFound,
        $"There is no hook file {path}.",
        "Check the path under hooks in lambda-image.yml or in -Hook, or leave it out.",
        path);

    public static LambdaImageException NotInHook(SourceLocation where, string keyword, string reason, string remedy) => new(
        ErrorKind.DockerfileInvalid, $"{where}: {keyword} cannot stand in a hook: {reason}.", remedy, where.File, where);

    public static LambdaImageException HookDirective(SourceLocation where, string directive) => new(
        ErrorKind.DockerfileInvalid, $"{where}: the parser directive '{directive}' cannot stand in a hook: it would be one of the whole Dockerfile.",
        "Remove the line; the escape character of a hook is \\.", where.File, where);

    public static LambdaImageException UnknownInstruction(SourceLocation where, string keyword, string? nearest) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: '{keyword}' is not an instruction.",
        (nearest is null ? "" : $"Did you mean {nearest}? ")
        + "If the line continues the one above, end that one with the escape character (\\).",
        where.File,
        where);

    public static LambdaImageException Syntax(SourceLocation where, string problem, string usage) => new(
        ErrorKind.DockerfileInvalid, $"{where}: {problem}", $"Write it as: {usage}", where.File, where);

    public static LambdaImageException BeforeFrom(SourceLocation where, string keyword) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: {keyword} comes before the first FROM, so there is no stage it could belong to.",
        "Move it below a FROM. Only ARG may come first.",
        where.File,
        where);

    public static LambdaImageException NoStage(string path) => new(
        ErrorKind.DockerfileInvalid,
        $"{path} has no FROM, so there is nothing to build.",
        "Add one, for example: FROM public.ecr.aws/lambda/provided:al2023",
        path,
        new SourceLocation(path, 1));

    public static LambdaImageException Directive(SourceLocation where, string problem) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: {problem}",
        "Parser directives stand at the very top, each once: # syntax=…, # escape=\\ or # escape=`, # check=…",
        where.File,
        where);

    public static LambdaImageException UnterminatedDocument(SourceLocation where, string name) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: the here-document <<{name} is never closed.",
        $"Add a line that holds nothing but {name}.",
        where.File,
        where);

    public static LambdaImageException UnknownFlag(
        SourceLocation where, string keyword, string flag, string? nearest) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: {keyword} has no flag {flag}.",
        nearest is null ? $"Remove it. {Reference}" : $"Did you mean {nearest}?",
        where.File,
        where);

    public static LambdaImageException DuplicateFlag(SourceLocation where, string keyword, string flag) => new(
        ErrorKind.DockerfileInvalid, $"{where}: {keyword} is given {flag} twice.", "Keep one of them.", where.File,
        where);

    public static LambdaImageException Expansion(SourceLocation where, string word, string problem) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: the variables in '{word}' cannot be expanded: {problem}.",
        "Write $name, ${name}, ${name:-default} or ${name:+other}; put \\ before a $ that is meant as it stands.",
        where.File,
        where);

    public static LambdaImageException VariableMissing(SourceLocation where, string name, string message) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: the variable {name} must be set: {message}",
        $"Give it with -BuildArgument @{{ {name} = '…' }} (--build-arg {name}=…), or with ARG or ENV above that line.",
        name,
        where);

    public static LambdaImageException IgnorePattern(SourceLocation where, string pattern, string problem) => new(
        ErrorKind.DockerfileInvalid,
        $"{where}: the ignore pattern '{pattern}' cannot be used: {problem}.",
        "See https://docs.docker.com/build/concepts/context/#dockerignore-files for the patterns.",
        where.File,
        where);

    public static LambdaImageException InvalidValue(SourceLocation where, string problem, string remedy) => new(
        ErrorKind.DockerfileInvalid, $"{where}: {problem}", remedy, where.File, where);

    public static LambdaImageException InTheWay(SourceLocation where, string folder, string done, string? linkTarget) => InvalidValue(
        where, $"the folder /{folder} cannot be {done} because {(linkTarget is null ? "a file" : $"a link to {linkTarget}")} is there.",
        "Copy to the folder that is meant, or give the folder another name.");

    public static LambdaImageException SourcesClash(SourceLocation where, string path, string first, string then) => InvalidValue(
        where, $"what is copied has /{path} as {first} and then as {then}.",
        "Rename one of the two, leave one out with --exclude, or copy them into folders of their own.");

    public static LambdaImageException StageUnknown(string path, string target, string? nearest) => new(
        ErrorKind.RequestInvalid,
        $"{path} has no stage '{target}' to stop at.",
        nearest is null ? "Name a stage with FROM … AS <name>, or leave the target out." : $"Did you mean {nearest}?",
        target);

    public static LambdaImageException Unsupported(
        SourceLocation where, string what, string reason, string remedy) => new(
        ErrorKind.InstructionUnsupported,
        $"{where}: the daemonless engine cannot carry out {what}: {reason}.",
        remedy,
        where.File,
        where);

    public static LambdaImageException SourceNotFound(
        SourceLocation where, string source, string searched, IReadOnlyList<string> notes) => new(
        ErrorKind.ContextFileNotFound,
        string.Join(' ', notes.Prepend($"{where}: no source files matched '{source}' in {searched}.")),
        "Correct the path (it is relative to the build context, not to the Dockerfile), or create the file before "
        + "building.",
        source,
        where);

    public static LambdaImageException ContextNotFound(string path) => new(
        ErrorKind.ContextFileNotFound,
        $"Tried to read the build context {path} but there is no such folder.",
        "Give the folder that holds the project.",
        path);

    public static LambdaImageException ContextFileUnreadable(string path, Exception cause, SourceLocation? where = null) => new(
        ErrorKind.ContextFileNotFound,
        $"{(where is null ? "Tried" : $"{where}: tried")} to read {path} of the build context but failed: {cause.Message}",
        "Make the file readable, or exclude it in .dockerignore.",
        path,
        where,
        cause);

    public static LambdaImageException NameUnreadable(string path) => new(
        ErrorKind.ContextFileNotFound,
        $"Tried to read {path} of the build context but its name is no UTF-8, and so cannot stand in an image.",
        "Rename the file, for example with convmv -f latin1 -t utf8, or exclude it in .dockerignore with ? for what cannot be shown.",
        path);

    public static LambdaImageException ArchiveInvalid(SourceLocation where, string archive, Exception cause) => new(
        ErrorKind.ImageInvalid,
        $"{where}: tried to unpack {archive} but it is no proper tar archive: {cause.Message}",
        $"Look at it with tar -tvf {archive} and make it again, or copy it as it is: ADD --unpack=false {archive}, or COPY.",
        archive,
        where,
        cause);
}
