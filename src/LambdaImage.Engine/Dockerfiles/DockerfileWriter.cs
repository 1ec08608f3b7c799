using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Owns how a Dockerfile looks: comments above instructions, an empty line before each commented group, JSON
/// arrays, LF.
/// Words are written as the records have them, so quotes and variables survive.</summary>
internal static partial class DockerfileWriter
{
    private const string Continuation = " \\\n    ";

    /// <summary>Commands of one RUN share a line up to this length.</summary>
    private const int CommandWidth = 100;

    // Only what JSON itself demands is escaped: nobody wants to read \u003E in a Dockerfile.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Dockerfile file)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in file.Directives) text.Append($"# {name}={value}\n");
        Comments(text, file.Header);
        if (file.GlobalArguments.Count > 0) Gap(text);
        foreach (var argument in file.GlobalArguments) Write(text, argument);
        foreach (var stage in file.Stages)
        {
            Gap(text);
            Write(text, stage.From);
            foreach (var instruction in stage.Instructions) Write(text, instruction);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Instruction instruction)
    {
        if (instruction.Comments.Count > 0) Gap(text);
        Comments(text, instruction.Comments);
        text.Append($"{instruction.Keyword} {Arguments(instruction)}\n");
        foreach (var document in Documents(instruction)) text.Append($"{document.Content}{document.Name}\n");
    }

    private static string Arguments(Instruction instruction) => instruction switch
    {
        From from => $"{Flag("platform", from.Platform)}{from.Image}{(from.Name is null ? "" : $" AS {from.Name}")}",
        Arg arg => string.Join(' ', arg.Variables.Select(variable => variable.Value is null ? variable.Key : $"{variable.Key}={variable.Value}")),
        Env env => Pairs(env.Variables),
        Label label => Pairs(label.Labels),
        Run run => string.Concat(run.Flags.Select(flag => flag + " ")) + Command(run.Command),
        Copy copy => $"{Flag("from", copy.From)}{Flags(copy)}{(copy.Parents ? "--parents " : "")}{Paths(copy)}",
        Add add => $"{Flag("checksum", add.Checksum)}{Flag("keep-git-dir", add.KeepGitDirectory ? "true" : null)}{Flag("unpack", Word(add.Unpack))}{Flags(add)}{Paths(add)}",
        WorkDir directory => directory.Path,
        User user => user.Name,
        Entrypoint entrypoint => Command(entrypoint.Command),
        Cmd command => Command(command.Command),
        Expose expose => string.Join(' ', expose.Ports),
        Volume volume => Array(volume.Paths),
        StopSignal signal => signal.Signal,
        Shell shell => Array(shell.Command),
        HealthCheck check => check.Command is null ? "NONE" : $"{string.Concat(check.Flags.Select(flag => flag + " "))}CMD {Command(check.Command)}",
        OnBuild trigger => trigger.Trigger,
        Maintainer maintainer => maintainer.Name,
        _ => throw new System.Diagnostics.UnreachableException(instruction.Keyword),
    };

    private static string Pairs(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        string.Join(Continuation, pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Command(CommandLineForm command) =>
        command.IsShell ? ShellLine(command.Arguments[0]) : Array(command.Arguments);

    private static string ShellLine(string line) =>
        line.Length <= CommandWidth ? line : And().Replace(line, Continuation + "&& ");

    private static string Array(IReadOnlyList<string> members) =>
        $"[{string.Join(", ", members.Select(member => JsonValue.Create(member).ToJsonString(Json)))}]";

    private static string Flags(Transfer transfer) => Flag("chown", transfer.Chown) + Flag("chmod", transfer.Chmod) + (transfer.Link ? "--link " : "")
        + string.Concat(transfer.Exclude.Select(pattern => Flag("exclude", pattern))) + string.Concat(transfer.OtherFlags.Select(flag => flag + " "));

    private static string Paths(Transfer transfer)
    {
        string[] words = [.. transfer.Sources, .. transfer.Documents.Select(Opening), transfer.Destination];
        return words.Any(word => word.Any(char.IsWhiteSpace)) ? Array(words) : string.Join(' ', words);
    }

    private static string Opening(HereDocument document) =>
        $"<<{(document.StripTabs ? "-" : "")}{(document.Expand ? document.Name : $"\"{document.Name}\"")}";

    private static string Flag(string name, string? value) => value is null ? "" : $"--{name}={value} ";

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static IReadOnlyList<HereDocument> Documents(Instruction instruction) => instruction switch
    {
        Run run => run.Documents,
        Transfer transfer => transfer.Documents,
        _ => [],
    };

    private static void Comments(StringBuilder text, IReadOnlyList<string> lines)
    {
        foreach (var line in lines) text.Append(line.Length == 0 ? "#\n" : $"# {line}\n");
    }

    private static void Gap(StringBuilder text)
    {
        if (text.Length > 0 && !EndsWithGap(text)) text.Append('\n');
    }

    private static bool EndsWithGap(StringBuilder text) => text.Length > 1 && text[^1] == '\n' && text[^2] == '\n';

    [GeneratedRegex(@"\s+&& ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex And();
}
