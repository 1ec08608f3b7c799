using System.Globalization;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.CiServers;

/// <summary>Azure DevOps: the agent reads commands among the lines of a step.
/// <see href="https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands"/></summary>
internal sealed class AzureDevOps(IEnvironment environment, Action<string> writeLine) : ICiLog
{
    // https://learn.microsoft.com/azure/devops/pipelines/build/variables
    public static CiServer Server => new(
        "Azure DevOps", ["BUILD_SOURCEVERSION"], ["SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH", "BUILD_SOURCEBRANCHNAME"],
        ["BUILD_SOURCEVERSIONMESSAGE"], ["BUILD_REQUESTEDFOR"])
    {
        Log = (environment, writeLine) => environment.Get("TF_BUILD") is null ? null : new AzureDevOps(environment, writeLine),
    };

    public void BeginGroup(string title) => writeLine("##[group]" + Line(title));

    public void EndGroup() => writeLine("##[endgroup]");

    public void Progress(int percent, string activity) => Send("task.setprogress", activity, ("value", Number(percent)));

    public void Issue(CiIssue issue)
    {
        // There are errors and warnings; a hint is a line of the log.
        if (issue.Severity == LintSeverity.Information) return;
        Send("task.logissue", issue.Message,
            ("type", issue.Severity == LintSeverity.Error ? "error" : "warning"), ("sourcepath", issue.PathFrom(environment.Get("BUILD_SOURCESDIRECTORY"))),
            ("linenumber", Number(issue.Place?.Line)), ("columnnumber", Number(issue.Place?.Column)), ("code", issue.Code));
    }

    public void Output(string name, string value) => Send("task.setvariable", value, ("variable", name), ("isOutput", "true"));

    /// <summary>The agent reads the file later, and empties its folder when the job has ended. The file's name is the heading.</summary>
    public void Summarize(string title, string markdown)
    {
        var folder = environment.Get("AGENT_TEMPDIRECTORY") ?? Path.GetTempPath();
        var name = string.Concat(title.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : ' '));
        var path = Path.Combine(folder, name + ".md");
        for (var number = 2; File.Exists(path); number++) path = Path.Combine(folder, $"{name} {Number(number)}.md");
        var isWritten = CiFile.Write(this, path, () =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(path, markdown);
        });
        if (isWritten) Send("task.uploadsummary", path);
    }

    public void Hide(string secret) => Send("task.setsecret", secret);

    // The agent looks for commands anywhere in a line, and for ##[error] and its like.
    public string Plain(string text) => text.Replace("##vso[", "**vso[", StringComparison.OrdinalIgnoreCase).Replace("##[", "**[", StringComparison.Ordinal);

    private void Send(string command, string message, params (string Name, string? Value)[] properties)
    {
        var given = properties.Where(property => !string.IsNullOrEmpty(property.Value)).Select(property => $"{property.Name}={Property(property.Value!)};").ToArray();
        writeLine($"##vso[{command}{(given.Length == 0 ? "" : " " + string.Concat(given))}]{Data(message)}");
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    // As the agent undoes it: https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts
    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace("]", "%5D", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
