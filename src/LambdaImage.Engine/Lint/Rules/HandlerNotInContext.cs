using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A handler in CMD whose file or function is not among the files that the image gets.</summary>
internal sealed partial class HandlerNotInContext : ILintRule
{
    private const string TaskRoot = "/var/task";

    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["nodejs"] = [".js", ".mjs", ".cjs"],
        ["python"] = [".py"],
        ["ruby"] = [".rb"],
    };

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Handler not found in the build context";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is null || subject.Entry is not null || subject.Command?.Command is not { IsShell: false, Arguments: [var handler, ..] } || !subject.Files.IsComplete) yield break;
        if (subject.Base.Bref is { Extension: null } && handler.EndsWith(".php", StringComparison.Ordinal))
        {
            if (!subject.Files.All.ContainsKey($"{TaskRoot}/{handler}")) yield return Missing(subject, handler, [$"{TaskRoot}/{handler}"]);
            yield break;
        }

        if (subject.Base.AwsRuntime is not { } runtime || !Endings.TryGetValue(runtime, out var endings)) yield break;
        var dot = handler.LastIndexOf('.');
        if (dot <= 0 || handler.Contains('$', StringComparison.Ordinal) || (runtime == "ruby" && handler.Contains("::", StringComparison.Ordinal))) yield break;
        var (module, function) = (handler[..dot], handler[(dot + 1)..]);
        if (runtime == "python") module = module.Replace('.', '/');
        string[] wanted = [.. endings.Select(ending => $"{TaskRoot}/{module.TrimStart('.', '/')}{ending}")];
        var file = wanted.Select(path => subject.Files.All.GetValueOrDefault(path)).FirstOrDefault(path => path is not null);
        if (file is null)
        {
            // A folder of Python or Node.js can be a module too.
            if (subject.Files.All.Keys.Any(path => path.StartsWith($"{TaskRoot}/{module}/", StringComparison.Ordinal))) yield break;
            yield return Missing(subject, handler, wanted);
        }
        else if (subject.Context.Read(file) is { } text && !Holds(text, function) && !Everything().IsMatch(text))
        {
            var nearest = NearestName.Of(function, Functions().Matches(text).Select(match => match.Groups["name"].Value));
            yield return subject.Of(subject.Command, handler, $"{file} has no '{function}', which the handler '{handler}' names.",
                nearest is null ? $"Write the name of a function of {file}." : $"Did you mean {handler[..dot]}.{nearest}?");
        }
    }

    private static Finding Missing(LintSubject subject, string handler, string[] wanted)
    {
        var name = wanted[0][(wanted[0].LastIndexOf('/') + 1)..];
        var elsewhere = subject.Files.All.Keys.FirstOrDefault(path => path.EndsWith("/" + name, StringComparison.Ordinal));
        var (exists, leftOutBy) = subject.Context!.Look(wanted[0][(TaskRoot.Length + 1)..]);
        return subject.Of(subject.Command!, handler, $"The handler '{handler}' needs {wanted[0]}, and no COPY puts it there.",
            elsewhere is not null ? $"The file is at {elsewhere}: copy the code to ${{LAMBDA_TASK_ROOT}} or change the handler."
            : leftOutBy is not null ? $"It exists, but '{leftOutBy.Text}' in line {leftOutBy.Line} of the ignore file leaves it out."
            : exists ? "It is in the build context: copy it to ${LAMBDA_TASK_ROOT}."
            : Similar(subject, name) is { } similar ? $"Did you mean {similar}?"
            : $"Name the file and the function of the handler, for example CMD [\"app.handler\"] for app{name[name.LastIndexOf('.')..]}.");
    }

    private static string? Similar(LintSubject subject, string name) =>
        NearestName.Of(name, subject.Files.All.Keys.Select(path => path[(path.LastIndexOf('/') + 1)..]).Distinct(StringComparer.Ordinal));

    private static bool Holds(string text, string function) => Regex.IsMatch(text, $@"(?<![\w$]){Regex.Escape(function)}(?![\w$])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>A file that hands on names of other files.</summary>
    [GeneratedRegex(@"import\s+\*|export\s+\*|require_relative|module\.exports\s*=\s*require", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Everything();

    [GeneratedRegex(@"(?:\bdef\s+|\bfunction\s+|\bexports\.|\bconst\s+)(?<name>[A-Za-z_]\w*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Functions();
}
