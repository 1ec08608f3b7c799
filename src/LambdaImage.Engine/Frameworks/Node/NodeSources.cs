using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Finds the exported <c>handler</c> of a Node.js function.</summary>
internal static partial class NodeSources
{
    private static readonly string[] Names = ["index", "app", "main", "handler", "lambda"];
    private static readonly string[] Folders = ["", "src/"];
    private static readonly string[] Scripts = [".mjs", ".cjs", ".js"];
    private static readonly string[] Typed = [".ts", ".mts", ".cts"];

    /// <summary>The first JavaScript file with a handler, or else TypeScript that a build script compiles.</summary>
    public static (string? Handler, Evidence Evidence, bool IsCompiled)? FindHandler(ProjectDirectory project)

    {
        foreach (var file in Candidates(Scripts))
        {
            if (Export(project, file) is { } export) return (Reference(file), export, false);
        }

        foreach (var file in Candidates(Typed))
        {
            if (Export(project, file) is { } export) return (NodeBuild.ModuleOf(project, file) is { } module ? $"{module}.handler" : null, export, true);
        }

        return null;
    }

    /// <summary>Whether the file behind a handler such as <c>src/index.handler</c> is there.</summary>
    public static bool Exists(ProjectDirectory project, string handler)
    {
        var module = handler[..Math.Max(0, handler.LastIndexOf('.'))];
        return project.FirstOf(Scripts.Select(extension => module + extension)) is not null;
    }

    private static IEnumerable<string> Candidates(IReadOnlyList<string> extensions) =>
        from folder in Folders
        from name in Names
        from extension in extensions
        select folder + name + extension;

    /// <summary>What stands between statements.</summary>
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ';', '}'];

    private static Evidence? Export(ProjectDirectory project, string file)
    {
        if (project.ReadSource(file) is not { } text) return null;
        var match = HandlerExport().Match(text);
        if (!match.Success) return null;
        // The pattern starts with white space, which may include the line before.
        var start = match.Index + match.Value.Length - match.Value.TrimStart(Separators).Length;
        return new Evidence(file, text.AsSpan(0, start).Count('\n') + 1, match.Value.Trim(Separators).Split('\n')[0], "the handler");
    }

    private static string Reference(string file) => $"{file[..file.LastIndexOf('.')]}.handler";

    [GeneratedRegex(
        @"^\s*export\s+(async\s+)?function\s+handler\b|^\s*export\s+(const|let|var)\s+handler\b|(^|[;}])\s*(module\.)?exports\.handler\s*=|^\s*module\.exports\s*=\s*\{[^}]*\bhandler\b|^\s*export\s*\{[^}]*\bhandler\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HandlerExport();
}
