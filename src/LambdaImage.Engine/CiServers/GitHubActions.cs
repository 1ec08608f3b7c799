using System.Globalization;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.CiServers;

/// <summary>GitHub Actions: the runner reads commands among the lines of a step, and files whose paths are in the environment.
/// <see href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands"/></summary>
internal sealed class GitHubActions(IEnvironment environment, Action<string> writeLine) : ICiLog
{
    // https://docs.github.com/actions/reference/workflows-and-actions/variables
    public static CiServer Server => new("GitHub Actions", ["GITHUB_SHA"], ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"], [], ["GITHUB_ACTOR"])
    {
        Log = (environment, writeLine) => environment.Get("GITHUB_ACTIONS") is null ? null : new GitHubActions(environment, writeLine),
    };

    public void BeginGroup(string title) => Send("group", title);

    public void EndGroup() => Send("endgroup", "");

    public void Progress(int percent, string activity)
    {
        // The runner shows none.
    }

    public void Issue(CiIssue issue) => Send(
        issue.Severity switch { LintSeverity.Error => "error", LintSeverity.Warning => "warning", _ => "notice" }, issue.Message,
        ("file", issue.PathFrom(environment.Get("GITHUB_WORKSPACE"))), ("line", Number(issue.Place?.Line)), ("col", Number(issue.Place?.Column)), ("title", issue.Code));

    public void Output(string name, string value)
    {
        // A delimiter that nobody can guess: a value could otherwise end itself and begin another.
        var delimiter = $"lambdaimage_{Guid.NewGuid():N}";
        Append("GITHUB_OUTPUT", $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    public void Summarize(string title, string markdown) => Append("GITHUB_STEP_SUMMARY", markdown + "\n");

    public void Hide(string secret) => Send("add-mask", secret);

    // A command is a line that begins with two colons, or holds the older form anywhere.
    public string Plain(string text)
    {
        var start = text.TrimStart();
        return (start.StartsWith("::", StringComparison.Ordinal) ? text[..^start.Length] + "**" + start[2..] : text).Replace("##[", "**[", StringComparison.Ordinal);
    }

    private void Append(string variable, string text)
    {
        if (environment.Get(variable) is { } path) CiFile.Write(this, path, () => File.AppendAllText(path, text));
    }

    private void Send(string command, string message, params (string Name, string? Value)[] properties)
    {
        var given = string.Join(',', properties.Where(property => !string.IsNullOrEmpty(property.Value)).Select(property => $"{property.Name}={Property(property.Value!)}"));
        writeLine($"::{command}{(given.Length == 0 ? "" : " " + given)}::{Data(message)}");
    }

    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
