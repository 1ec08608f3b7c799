using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Finds the handler method of a .NET class library and publishes projects.</summary>
internal static partial class DotnetSources
{
    /// <summary>The first public method that takes Lambda's context, in the form
    /// <c>Assembly::Namespace.Type::Method</c>.</summary>
    public static (string Handler, Evidence Evidence)? FindHandler(ProjectDirectory project, CsProj library)
    {
        var folder = library.File.Contains('/', StringComparison.Ordinal) ? library.File[..(library.File.LastIndexOf('/') + 1)] : "";
        foreach (var file in project.Files($"{folder}**/*.cs"))
        {
            var text = project.ReadText(file)!;
            var method = HandlerMethod().Match(text);
            if (!method.Success) continue;
            var type = TypeDeclaration().Matches(text[..method.Index]).LastOrDefault();
            if (type is null) continue;
            var space = Namespace().Match(text);
            var name = space.Success ? $"{space.Groups["name"].Value}.{type.Groups["name"].Value}" : type.Groups["name"].Value;
            var line = text.AsSpan(0, method.Groups["name"].Index).Count('\n') + 1;
            return ($"{library.AssemblyName}::{name}::{method.Groups["name"].Value}", new Evidence(file, line, method.Value.Trim(), "the handler"));
        }

        return null;
    }

    [GeneratedRegex(
        @"\bpublic\s+(static\s+)?(async\s+)?[\w<>\[\],.? ]+?\s+(?<name>\w+)\s*\([^)]*\bILambdaContext\b[^)]*\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HandlerMethod();

    [GeneratedRegex(
        @"^\s*(public|internal)?\s*(sealed\s+|static\s+|partial\s+|abstract\s+)*(class|record)\s+(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"^\s*namespace\s+(?<name>[\w.]+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
