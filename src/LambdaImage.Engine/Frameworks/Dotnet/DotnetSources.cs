using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Finds in sources what Lambda could call, in C#, F# and Visual Basic.</summary>
internal static partial class DotnetSources
{
    private static readonly string[] Kinds = ["*.cs", "*.fs", "*.vb"];

    /// <summary>Every public method that Lambda could call, in the form <c>Assembly::Namespace.Type::Method</c>.
    /// Where some are marked for Amazon.Lambda.Annotations, those alone count.</summary>
    public static IReadOnlyList<(string Handler, Evidence Evidence)> FindHandlers(ProjectDirectory project, CsProj library)
    {
        List<(string File, string Text)> sources = [.. Sources(project, library)];
        // The generator writes a class around each marked method.
        List<(string, Evidence)> marked = [.. sources.SelectMany(source =>
            Found(source, AnnotatedMethod(), library, (type, method) => $"{type}_{method}_Generated"))];
        if (marked.Count > 0) return marked;
        return [.. sources.SelectMany(source => Found(source, Path.GetExtension(source.File) switch
        {
            ".fs" => FSharpMethod(),
            ".vb" => BasicMethod(),
            _ => HandlerMethod(),
        }, library, (type, _) => type))];
    }

    /// <summary>Names of the methods among which a generated <c>Main</c> chooses by <c>ANNOTATIONS_HANDLER</c>; none when no <c>Main</c> is generated.
    /// <see href="https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.Annotations/README.md"/></summary>
    public static IReadOnlyList<string> GeneratedMain(ProjectDirectory project, CsProj program)
    {
        List<(string File, string Text)> sources = [.. Sources(project, program)];
        if (!sources.Any(source => GenerateMain().IsMatch(source.Text))) return [];
        return [.. sources.SelectMany(source => AnnotatedMethod().Matches(source.Text)).Select(method => method.Groups["name"].Value)];
    }

    /// <summary>The class by which Amazon.Lambda.AspNetCoreServer starts a web application.</summary>
    public static (string Handler, Evidence Evidence)? FindEntryPoint(ProjectDirectory project, CsProj web)
    {
        foreach (var source in Sources(project, web))
        {
            if (EntryPoint().Match(source.Text) is not { Success: true } type) continue;
            var handler = $"{web.AssemblyName}::{Namespace(source.Text, type.Index, web)}{type.Groups["name"].Value}::FunctionHandlerAsync";
            return (handler, new Evidence(source.File, SourceCode.LineAt(source.Text, type.Index), type.Value.Trim(), "runs on Lambda's own runtime"));
        }

        return null;
    }

    /// <summary>The port that the sources insist on, whatever the environment says.</summary>
    public static (string Port, Evidence Evidence)? FindPort(ProjectDirectory project, CsProj web)
    {
        foreach (var source in Sources(project, web))
        {
            if (FixedPort().Match(source.Text) is { Success: true } listen)
                return (listen.Groups["port"].Value, new Evidence(source.File, SourceCode.LineAt(source.Text, listen.Index), listen.Value.Trim(), $"listens on {listen.Groups["port"].Value}"));
        }

        return null;
    }

    private static IEnumerable<(string File, string Text)> Sources(ProjectDirectory project, CsProj owner) => Kinds
        .SelectMany(kind => project.Files($"{owner.Folder}**/{kind}"))
        .Select(file => (file, SourceCode.Read(project, file))).Where(source => source.Item2 is not null).Select(source => (source.file, source.Item2!));

    private static IEnumerable<(string, Evidence)> Found((string File, string Text) source, Regex pattern, CsProj library, Func<string, string, string> nameType)
    {
        var (file, text) = source;
        foreach (Match method in pattern.Matches(text))
        {
            if (TypeDeclaration().Matches(text[..method.Index]).LastOrDefault() is not { } type) continue;
            var name = method.Groups["name"];
            var full = Namespace(text, type.Index, library) + nameType(type.Groups["name"].Value, name.Value);
            yield return ($"{library.AssemblyName}::{full}::{name.Value}", new Evidence(file, SourceCode.LineAt(text, name.Index), method.Groups["signature"].Value.Trim(), "the handler"));
        }
    }

    /// <summary>The namespace at a place with a dot behind it. Visual Basic puts the project's own before it.</summary>
    private static string Namespace(string text, int index, CsProj owner)
    {
        var declared = NamespaceDeclaration().Matches(text).LastOrDefault(space => space.Index <= index)?.Groups["name"].Value;
        // The first line of an F# file may be "module Acme.Orders.Function": the type and its namespace in one.
        var root = owner.IsVisualBasic ? owner.RootNamespace : "";
        var full = string.Join('.', new[] { root, declared ?? "" }.Where(part => part.Length > 0));
        return full.Length == 0 ? "" : full + ".";
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"(?<signature>\bpublic\s+((static|async|virtual|override)\s+)*[\w<>\[\],.? ]+?\s+(?<name>\w+)\s*\([^)]*\bILambdaContext\b[^)]*\))",
        Options, 1000)]
    private static partial Regex HandlerMethod();

    [GeneratedRegex(@"(?<signature>\b(member\s+(inline\s+)?\w+\.|let\s+)(?<name>\w+)[^=\n]*\bILambdaContext\b[^=\n]*)=", Options, 1000)]
    private static partial Regex FSharpMethod();

    [GeneratedRegex(@"(?<signature>\bPublic\s+((Shared|Async|Overridable|Overrides)\s+)*(Function|Sub)\s+(?<name>\w+)\s*\([^)]*\bILambdaContext\b[^)]*\))", Options, 1000)]
    private static partial Regex BasicMethod();

    [GeneratedRegex(
        @"\[LambdaFunction\b[^\]]*\](\s*\[[^\]]*\])*\s*(?<signature>public\s+((static|async|virtual|override)\s+)*[\w<>\[\],.? ]+?\s+(?<name>\w+)\s*\([^\n]*)",
        Options, 1000)]
    private static partial Regex AnnotatedMethod();

    [GeneratedRegex(@"\bLambdaGlobalProperties\s*\([^)]*\bGenerateMain\s*=\s*true\b", Options, 1000)]
    private static partial Regex GenerateMain();

    [GeneratedRegex(
        @"\bclass\s+(?<name>\w+)\s*:\s*(Amazon\.Lambda\.AspNetCoreServer\.)?(APIGatewayProxyFunction|APIGatewayHttpApiV2ProxyFunction|ApplicationLoadBalancerFunction)\b(<\w+>)?",
        Options, 1000)]
    private static partial Regex EntryPoint();

    [GeneratedRegex(
        @"\b(UseUrls\s*\(\s*""https?://[^"":]+:(?<port>\d{2,5})|\.Run\s*\(\s*""https?://[^"":]+:(?<port>\d{2,5})|Listen(AnyIP|Localhost)\s*\(\s*(?<port>\d{2,5})\b)",
        Options, 1000)]
    private static partial Regex FixedPort();

    [GeneratedRegex(
        @"(^|[{};])\s*(((public|internal|sealed|static|partial|abstract)\s+)*(class|record(\s+class)?)|type|module|((Public|Friend|NotInheritable|Partial)\s+)*(Class|Module))\s+([\w.]+\.)?(?<name>\w+)",
        RegexOptions.Multiline | Options, 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"(^|[{};])\s*(([nN]amespace)\s+(?<name>[\w.]+)|module\s+(?<name>[\w.]+)\.\w+\s*$)",
        RegexOptions.Multiline | Options, 1000)]
    private static partial Regex NamespaceDeclaration();
}
