using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.PowerShell;

/// <summary>Finds in scripts and modules what Lambda could call: what takes or reads <c>$LambdaInput</c>.
/// <see href="https://github.com/awslabs/aws-lambda-powershell-runtime"/></summary>
internal static partial class PowerShellSources
{
    private static readonly string[] ScriptFiles = ["*.ps1", "src/*.ps1"];
    private static readonly string[] ModuleFiles = ["modules/*/*.psm1", "modules/*/*/*.psm1"];

    /// <summary>Scripts of the project, without its tests and the bootstrap.</summary>
    public static IReadOnlyList<string> Scripts(ProjectDirectory project) => [.. ScriptFiles.SelectMany(project.Files)
        .Where(file => file != PowerShellRuntime.Bootstrap && !file.EndsWith(".Tests.ps1", StringComparison.OrdinalIgnoreCase))];

    public static IReadOnlyList<(string Handler, Evidence Evidence)> FindHandlers(ProjectDirectory project)
    {
        List<(string, Evidence)> found = [];
        foreach (var file in Scripts(project))
        {
            if (Code(project, file) is not { } text || !Input().IsMatch(text)) continue;
            var functions = Functions(text).ToList();
            found.AddRange(functions.Select(function => ($"{file}::{function.Name}", new Evidence(file, function.Line, $"function {function.Name}", "the handler"))));
            if (functions.Count == 0) found.Add((file, new Evidence(file, SourceCode.LineAt(text, Input().Match(text).Index), "$LambdaInput", "the handler")));
        }

        foreach (var file in ModuleFiles.SelectMany(project.Files))
        {
            if (Code(project, file) is not { } text) continue;
            found.AddRange(Functions(text).Select(function => ($"Module::{file.Split('/')[1]}::{function.Name}", new Evidence(file, function.Line, $"function {function.Name}", "the handler"))));
        }

        return found;
    }

    /// <summary>Whether a handler's script is there; modules may come from anywhere.</summary>
    public static bool Exists(ProjectDirectory project, string handler) => handler.StartsWith("Module::", StringComparison.Ordinal) || project.Exists(handler.Split("::")[0]);

    private static IEnumerable<(string Name, int Line)> Functions(string text)
    {
        List<Match> all = [.. Function().Matches(text).OfType<Match>()];
        for (var index = 0; index < all.Count; index++)
        {
            var end = index + 1 < all.Count ? all[index + 1].Index : text.Length;
            if (Parameter().IsMatch(text[all[index].Index..end])) yield return (all[index].Groups["name"].Value, SourceCode.LineAt(text, all[index].Groups["name"].Index));
        }
    }

    /// <summary>The file with spaces instead of comments; null when there is none.</summary>
    public static string? Code(ProjectDirectory project, string file) => project.ReadSource(file) is { } text
        ? Comment().Replace(text, comment => string.Concat(comment.Value.Select(character => character == '\n' ? '\n' : ' ')))
        : null;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Multiline;

    [GeneratedRegex(@"<#(?s:.*?)#>|(?<=^|\s)#[^\n]*", Options, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\$Lambda(Input|Context)\b", Options, 1000)]
    private static partial Regex Input();

    [GeneratedRegex(@"^\s*function\s+((global|script):)?(?<name>[\w-]+)", Options, 1000)]
    private static partial Regex Function();

    /// <summary>A parameter of that name, in parentheses behind the function's name or in <c>param</c>.</summary>
    [GeneratedRegex(@"\A\s*function\s+[\w:-]+\s*(\(|\{(?s:.*?)\bparam\s*\()[^{}]*?\$LambdaInput\b", Options, 1000)]
    private static partial Regex Parameter();
}
