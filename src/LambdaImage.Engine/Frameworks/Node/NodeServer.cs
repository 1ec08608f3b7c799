using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>On which port and address a web server listens.</summary>
/// <param name="Port">The port.</param>
/// <param name="Evidence">Where that is said; null when nothing says it.</param>
internal sealed partial record NodeServer(string Port, Evidence? Evidence)
{
    private static readonly string[] Sources =
    [
        "*.js", "*.mjs", "*.cjs", "*.ts", "*.mts", "src/**/*.js", "src/**/*.mjs", "src/**/*.cjs", "src/**/*.ts", "src/**/*.tsx", "src/**/*.mts",
        "server/**/*.js", "server/**/*.ts", "app/**/*.js", "app/**/*.ts", "lib/**/*.js", "config/**/*.js", "config/**/*.ts", "start/**/*.ts", "apps/**/src/main.ts", "bin/*",
    ];

    public string? Warning => Evidence is not null ? null
        : $"No source file shows where the server listens; let it listen on process.env.PORT, which is {Port}.";

    /// <summary>Where the server listens on one address only; null when it does not.</summary>
    public Evidence? OneAddress { get; init; }

    /// <summary>A server that reads PORT is told; one with a number of its own is asked there.</summary>
    public static NodeServer Of(ProjectDirectory project, IEnumerable<string> first)
    {
        List<string> files = [.. first.Where(project.Exists).Concat(Sources.SelectMany(project.Files)).Distinct(StringComparer.Ordinal)];
        var address = Find(project, files, OneHost())?.Evidence;
        if (Find(project, files, PortVariable()) is { } variable)
            return new NodeServer(WebAdapter.Port, variable.Evidence with { Conclusion = $"listens on PORT, which is {WebAdapter.Port}" }) { OneAddress = address };
        if ((Find(project, files, Listen()) ?? Find(project, files, PortSetting()) ?? Find(project, files, PortConstant())) is { } listen)
            return new NodeServer(listen.Port, listen.Evidence with { Conclusion = $"listens on {listen.Port}" }) { OneAddress = address };
        return new NodeServer(WebAdapter.Port, null) { OneAddress = address };
    }

    /// <summary>The first file in which a server is started without a word about its address.</summary>
    public static Evidence? ListenWithoutHost(ProjectDirectory project)
    {
        foreach (var file in Sources.SelectMany(project.Files))
        {
            if (project.ReadSource(file) is not { } text || !text.Contains("fastify", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (Match match in ListenOptions().Matches(text))
            {
                if (!match.Value.Contains("host", StringComparison.Ordinal)) return new Evidence(file, LineOf(text, match.Index), match.Value.Trim(), "listens on localhost");
            }
        }

        return null;
    }

    private static (string Port, Evidence Evidence)? Find(ProjectDirectory project, IEnumerable<string> files, Regex pattern)
    {
        foreach (var file in files)
        {
            if (project.ReadSource(file) is not { } text || pattern.Match(text) is not { Success: true } match) continue;
            return (match.Groups["port"].Value, new Evidence(file, LineOf(text, match.Index + match.Value.Length - match.Value.TrimStart().Length), match.Value.Trim(), ""));
        }

        return null;
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(
        @"\benv\.PORT\b|\benv\[['""]PORT['""]\]|\bget(OrThrow)?(<\w+>)?\(['""]PORT['""]|\{[^{}\n]*\bPORT\b[^{}\n]*\}\s*=\s*process\.env\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortVariable();

    [GeneratedRegex(
        @"\.listen\(\s*(\{\s*(host:\s*[^,]+,\s*)?port:\s*)?(?<port>\d{2,5})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listen();

    [GeneratedRegex(@"\b(serve|server|Server)\(\s*\{[^{}]*?\bport:\s*(?<port>\d{2,5})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortSetting();

    [GeneratedRegex(
        @"^\s*(export\s+)?(const|let|var)\s+(port|PORT)\s*=\s*['""]?(?<port>\d{2,5})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex PortConstant();

    [GeneratedRegex(
        @"\.listen\([^()\n]*['""](localhost|127\.0\.0\.1|::1)['""][^()\n]*\)|\b(host|hostname):\s*['""](localhost|127\.0\.0\.1|::1)['""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneHost();

    [GeneratedRegex(@"\.listen\(\s*\{[^{}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListenOptions();
}
