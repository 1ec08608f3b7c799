using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How a Node.js web server is started in Lambda and on which port it listens.</summary>
/// <param name="Port">The port.</param>
/// <param name="Evidence">Where that is said; null when nothing says it.</param>
internal sealed partial record NodeServer(string Port, Evidence? Evidence)
{
    private const string Node = "/var/lang/bin/node";
    private const string Npm = "/var/lang/lib/node_modules/npm/bin/npm-cli.js";
    private static readonly string[] Sources = ["*.js", "*.mjs", "*.cjs", "*.ts", "src/**/*.js", "src/**/*.mjs", "src/**/*.cjs", "src/**/*.ts", "bin/*"];

    public string? Warning => Evidence is not null ? null
        : $"No source file shows where the server listens; let it listen on process.env.PORT, which is {Port}.";

    /// <summary>A server that reads PORT is told; one with a number of its own is asked there.</summary>
    public static NodeServer Of(ProjectDirectory project, IEnumerable<string> first)
    {
        List<string> files = [.. first.Where(project.Exists).Concat(Sources.SelectMany(project.Files)).Distinct(StringComparer.Ordinal)];
        if (Find(project, files, PortVariable()) is { } variable)
            return new NodeServer(WebAdapter.Port, variable.Evidence with { Conclusion = $"listens on PORT, which is {WebAdapter.Port}" });
        if ((Find(project, files, Listen()) ?? Find(project, files, PortConstant())) is { } listen)
            return new NodeServer(listen.Port, listen.Evidence with { Conclusion = $"listens on {listen.Port}" });
        return new NodeServer(WebAdapter.Port, null);
    }

    /// <summary>The command as Lambda wants it: the program by an absolute path that is no link.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
    public static (string[] Entrypoint, string[] Arguments) Command(string[] words) => words switch
    {
        ["node", .. var arguments] => ([Node], arguments),
        ["npm", .. var arguments] => ([Node, Npm], arguments),
        ["npx", .. var arguments] => ([Node, Npm], ["exec", "--", .. arguments]),
        [['/', ..], ..] => (words[..1], words[1..]),
        _ => ([Node, Npm], ["exec", "--", .. words]),
    };

    private static (string Port, Evidence Evidence)? Find(ProjectDirectory project, IEnumerable<string> files, Regex pattern)
    {
        foreach (var file in files)
        {
            if (project.ReadSource(file) is not { } text || pattern.Match(text) is not { Success: true } match) continue;
            var line = text.AsSpan(0, match.Index).Count('\n') + 1;
            return (match.Groups["port"].Value, new Evidence(file, line, match.Value.Trim(), ""));
        }

        return null;
    }

    [GeneratedRegex(
        @"process\.env\.PORT\b|process\.env\[['""]PORT['""]\]|\{[^{}\n]*\bPORT\b[^{}\n]*\}\s*=\s*process\.env\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortVariable();

    [GeneratedRegex(
        @"\.listen\(\s*(\{\s*(host:\s*[^,]+,\s*)?port:\s*)?(?<port>\d{2,5})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listen();

    [GeneratedRegex(
        @"^\s*(const|let|var)\s+(port|PORT)\s*=\s*['""]?(?<port>\d{2,5})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex PortConstant();
}
