using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Rules about single instructions.</summary>
internal static partial class DockerfileCheckRules
{
    private static readonly string[] ArchiveEndings = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz",
        ".tbz2", ".gz", ".xz", ".bz2"];

    /// <summary>Rules for every stage.</summary>
    public static IEnumerable<Finding> Anywhere(Dockerfile dockerfile, Stage stage, int index)
    {
        var earlier = dockerfile.Stages.Take(index).Select(one => one.Name).OfType<string>();
        if (IsUnpinned(stage.From.Image) && !earlier.Contains(stage.From.Image, StringComparer.OrdinalIgnoreCase))
        {
            yield return Of("BaseUnpinned", stage.From,
                $"{stage.From.Image} may be another image tomorrow. Name a version, or better a digest: the same "
                + "sources then give the same image.");
        }

        foreach (var finding in stage.Instructions.SelectMany(Secrets)) yield return finding;
        foreach (var add in stage.Instructions.OfType<Add>().Where(IsPlainCopy))
            yield return Of("AddInsteadOfCopy", add,
                "ADD unpacks archives and fetches addresses; for plain files COPY says what happens.");
    }

    /// <summary>Rules for the stage that becomes the image.</summary>
    public static IEnumerable<Finding> InImage(Stage stage) =>
        stage.Instructions.SelectMany(InImage).Concat(Repeated<Cmd>(stage)).Concat(Repeated<Entrypoint>(stage));

    /// <summary>Names that promise a secret.</summary>
    public static IEnumerable<Finding> Secrets(Instruction instruction)
    {
        var names = instruction switch
        {
            Env env => env.Variables.Select(pair => pair.Key),
            Arg arg => arg.Variables.Select(pair => pair.Key),
            _ => [],
        };
        return names.Where(name => SecretName().IsMatch(name) && !HarmlessName().IsMatch(name)).Select(name => Of(
            "SecretInImage", instruction,
            $"{name} looks like a secret, and {instruction.Keyword} keeps it readable in the image. Set it on the "
            + "function, read it from Secrets Manager, or use RUN --mount=type=secret."));
    }

    private static IEnumerable<Finding> InImage(Instruction instruction)
    {
        switch (instruction)
        {
            case Expose:
                yield return Of("ExposeIgnored", instruction,
                    "EXPOSE has no effect on Lambda: no port of a function can be reached.");
                break;
            case HealthCheck:
                yield return Of(
                    "HealthCheckIgnored", instruction, "HEALTHCHECK has no effect on Lambda: nobody runs it.");
                break;
            case Volume:
                yield return Of("VolumeIgnored", instruction,
                    "VOLUME has no effect on Lambda: only /tmp can be written to. For more, mount EFS or raise the "
                    + "function's ephemeral storage.");
                break;
            case StopSignal:
                yield return Of("StopSignalIgnored", instruction,
                    "STOPSIGNAL has no effect on Lambda: it sends SIGTERM, and only to functions with an extension.");
                break;
            case User:
                yield return Of("UserIgnored", instruction,
                    "USER has no effect on Lambda: functions run as a user of Lambda's own, so every file must be "
                    + "readable by all.");
                break;
            case Cmd { Command: { IsShell: true } command }:
                yield return ShellForm(instruction, command);
                break;
            case Entrypoint { Command: { IsShell: true } command }:
                yield return ShellForm(instruction, command);
                break;
            case Entrypoint { Command.Arguments: [var program, ..] } when !program.StartsWith('/'):
                yield return Of("EntrypointNotAbsolute", instruction,
                    $"Lambda wants the absolute path of the program, not '{program}'.");
                break;
            case Transfer transfer when IsInTmp(transfer.Destination):
                yield return Of("TmpIsEmpty", instruction,
                    $"What is put into {transfer.Destination} is gone when the function runs: Lambda mounts an empty "
                    + "/tmp over it.");
                break;
            case WorkDir folder when IsInTmp(folder.Path):
                yield return Of("TmpIsEmpty", instruction,
                    $"{folder.Path} does not exist when the function runs: Lambda mounts an empty /tmp over it.");
                break;
        }
    }

    private static Finding ShellForm(Instruction instruction, CommandLineForm command) =>
        command.Arguments[0].StartsWith('[')
            ? Of("JsonFormBroken", instruction,
                $"{instruction.Keyword} starts like a JSON array but is none (JSON has double quotes), "
                + "so it is taken for a shell command.")
            : Of("ShellForm", instruction,
                $"{instruction.Keyword} in its shell form is started through /bin/sh -c, which takes it for a command "
                + "where Lambda's runtime wants a handler. Write a JSON array.");

    private static IEnumerable<Finding> Repeated<T>(Stage stage) where T : Instruction
    {
        var all = stage.Instructions.OfType<T>().ToArray();
        return all.SkipLast(1)
            .Select(one => Of("CommandRepeated", one, $"This {one.Keyword} has no effect: a later one replaces it."));
    }

    private static bool IsUnpinned(string image)
    {
        if (image == "scratch" || image.Contains('$', StringComparison.Ordinal) ||
            image.Contains('@', StringComparison.Ordinal))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal);
    }

    private static bool IsPlainCopy(Add add) =>
        add.Checksum is null && add.Unpack is null && add.Sources.Count > 0 && add.Sources.All(source =>
            !source.Contains("://", StringComparison.Ordinal) && !source.StartsWith("git@", StringComparison.Ordinal) &&
            !source.Contains('$', StringComparison.Ordinal) &&
        !ArchiveEndings.Any(ending => source.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    private static bool IsInTmp(string path) => path == "/tmp" || path.StartsWith("/tmp/", StringComparison.Ordinal);

    private static Finding Of(string rule, Instruction instruction, string message) =>
        new(rule, instruction.Lines.First, message);

    [GeneratedRegex("(?:^|[_-])(?:API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|SECRET[_-]?KEY|CREDENTIALS?|PASSWORD|PASSWD|PWD|SECRETS?|TOKEN)(?:$|[_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    /// <summary>Where a secret is, how long it lives, or what it is called: not the secret.</summary>
    [GeneratedRegex("(?:^|[_-])(?:PUBLIC)(?:$|[_-])|(?:[_-])(?:FILE|PATH|DIR|NAME|ARN|URL|URI|TTL|EXPIRES?|EXPIRY|HEADER|ENDPOINT|TYPE)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HarmlessName();
}
