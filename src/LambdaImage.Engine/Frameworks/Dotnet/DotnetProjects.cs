using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Which projects of a folder are Lambda functions, and which of them a handler belongs to.</summary>
internal static class DotnetProjects
{
    public const string Core = "Amazon.Lambda.Core";
    public const string Annotations = "Amazon.Lambda.Annotations";
    public const string RuntimeSupport = "Amazon.Lambda.RuntimeSupport";

    private static readonly string[] FunctionPackages = [RuntimeSupport, Core, Annotations];

    /// <summary>Projects that are neither web applications nor tests.</summary>
    public static IReadOnlyList<CsProj> Plain(ProjectDirectory project) => [.. CsProj.ReadAll(project).Where(found => !found.IsWeb)];

    /// <summary>Those of them with a package of Lambda's.</summary>
    public static IReadOnlyList<CsProj> Functions(ProjectDirectory project) => [.. Plain(project).Where(found => Package(found) is not null)];

    public static IReadOnlyList<CsProj> Webs(ProjectDirectory project) => [.. CsProj.ReadAll(project).Where(found => found.IsWeb)];

    public static Dependency? Package(CsProj found) => FunctionPackages.Select(found.Find).FirstOrDefault(package => package is not null);

    /// <summary>Whether the program starts Lambda's runtime itself.</summary>
    public static bool StartsRuntime(CsProj found) => found.IsExecutable && found.Has(RuntimeSupport);

    /// <summary>The project that a handler names: its assembly comes first, in a command as the file that <c>dotnet</c> starts.</summary>
    public static CsProj? Named(IReadOnlyList<CsProj> candidates, string? handler)
    {
        if (handler is null) return null;
        // An assembly may have spaces in its name; a command has quotes around it then.
        if (candidates.FirstOrDefault(candidate => candidate.AssemblyName == handler.Split("::")[0]) is { } whole) return whole;
        var assembly = StartCommand.WordsOf(handler.Split("::")[0]).LastOrDefault(word => !word.StartsWith('-')) ?? "";
        if (assembly.EndsWith(".dll", StringComparison.Ordinal)) assembly = assembly[..^".dll".Length];
        assembly = assembly[(assembly.LastIndexOf('/') + 1)..];
        return candidates.FirstOrDefault(candidate => candidate.AssemblyName == assembly);
    }

    /// <summary>Every way to call the functions: what the tools' settings declare, programs by their assembly, methods of libraries.</summary>
    public static IReadOnlyList<(string Handler, Evidence Evidence)> Handlers(ProjectDirectory project, IReadOnlyList<CsProj> functions)
    {
        if (LambdaToolsDefaults.Read(project)?.Handler is { } declared)
            return [(declared.Text, new Evidence(declared.File, declared.Line, declared.Text, "the handler"))];
        return [.. functions.SelectMany(function => StartsRuntime(function)
            ? [(function.AssemblyName, function.Find(RuntimeSupport)!.Says("a program that starts Lambda's runtime itself"))]
            : DotnetSources.FindHandlers(project, function))];
    }
}
