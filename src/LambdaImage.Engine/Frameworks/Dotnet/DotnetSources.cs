using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Finds the handler methods of a .NET class library.</summary>
internal static partial class DotnetSources
{
    /// <summary>Every public method that Lambda could call, in the form <c>Assembly::Namespace.Type::Method</c>.
    /// Where some are marked for Amazon.Lambda.Annotations, those alone count.</summary>
    public static IReadOnlyList<(string Handler, Evidence Evidence)> FindHandlers(ProjectDirectory project, CsProj library)
    {
        var folder = library.File.Contains('/', StringComparison.Ordinal) ? library.File[..(library.File.LastIndexOf('/') + 1)] : "";
        List<(string File, string Text)> sources = [.. project.Files($"{folder}**/*.cs")
            .Select(file => (file, project.ReadSource(file))).Where(source => source.Item2 is not null).Select(source => (source.file, source.Item2!))];
        // The generator writes a class around each marked method.
        List<(string, Evidence)> marked = [.. sources.SelectMany(source =>
            Found(source, AnnotatedMethod(), library, (type, method) => $"{type}_{method}_Generated"))];
        return marked.Count > 0 ? marked : [.. sources.SelectMany(source => Found(source, HandlerMethod(), library, (type, _) => type))];
    }

    private static IEnumerable<(string, Evidence)> Found((string File, string Text) source, Regex pattern, CsProj library, Func<string, string, string> nameType)
    {
        var (file, text) = source;
        foreach (Match method in pattern.Matches(text))
        {
            if (TypeDeclaration().Matches(text[..method.Index]).LastOrDefault() is not { } type) continue;
            var name = method.Groups["name"];
            var space = Namespace().Match(text);
            var full = (space.Success ? $"{space.Groups["name"].Value}." : "") + nameType(type.Groups["name"].Value, name.Value);
            var line = text.AsSpan(0, name.Index).Count('\n') + 1;
            yield return ($"{library.AssemblyName}::{full}::{name.Value}", new Evidence(file, line, method.Groups["signature"].Value.Trim(), "the handler"));
        }
    }

    [GeneratedRegex(
        @"(?<signature>\bpublic\s+((static|async|virtual|override)\s+)*[\w<>\[\],.? ]+?\s+(?<name>\w+)\s*\([^)]*\bILambdaContext\b[^)]*\))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HandlerMethod();

    [GeneratedRegex(
        @"\[LambdaFunction\b[^\]]*\](\s*\[[^\]]*\])*\s*(?<signature>public\s+((static|async|virtual|override)\s+)*[\w<>\[\],.? ]+?\s+(?<name>\w+)\s*\([^\n]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnnotatedMethod();

    [GeneratedRegex(
        @"^\s*(public|internal)?\s*(sealed\s+|static\s+|partial\s+|abstract\s+)*(class|record)\s+(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"^\s*namespace\s+(?<name>[\w.]+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
