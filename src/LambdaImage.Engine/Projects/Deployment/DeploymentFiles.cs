using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>What other deployment tools' files say about the function. It beats what is guessed from sources.</summary>
internal sealed class DeploymentFiles
{
    private readonly IReadOnlyList<DeclaredFunction> _functions;

    private DeploymentFiles(ProjectDirectory project, IReadOnlyList<Declarations> all)
    {
        _functions = [.. all.SelectMany(file => file.Functions)];
        ServiceName = all.Select(file => file.Service).FirstOrDefault(name => name is not null);
        WebCommand = Procfile.Web(project);
        Dockerfiles = [.. _functions.Select(function => function.Dockerfile).OfType<DeclaredText>().DistinctBy(file => file.Text).Where(file => IsOwn(project, file.Text))];
        List<string> warnings = [.. all.SelectMany(file => file.Warnings).Distinct(StringComparer.Ordinal)];
        Architecture = ArchitectureOf(all, warnings);
        if (Dockerfiles is [var own, ..])
            warnings.Add($"This project has its own Dockerfile {own.Text} ({own.Place}), but a managed one is used; use -Dockerfile {own.Text} to build with it.");
        Warnings = warnings;
    }

    /// <summary>The processor; null when nothing names one.</summary>
    public (LambdaArchitecture Architecture, Evidence? Evidence)? Architecture { get; }

    public string? ServiceName { get; }

    /// <summary>How the web server is started: <c>web:</c> of a Procfile.</summary>
    public DeclaredText? WebCommand { get; }

    /// <summary>Dockerfiles of the project's own that the files name and that are there.</summary>
    public IReadOnlyList<DeclaredText> Dockerfiles { get; }

    /// <summary>What could not be used.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public static DeploymentFiles Read(ProjectDirectory project) =>
        new(project, [ServerlessYaml.Read(project), SamTemplate.Read(project), LambdaToolsDefaults.Read(project)?.Declared ?? Declarations.None, LambrollFunction.Read(project)]);

    /// <summary>Functions with a handler that can be of a runtime, one for each handler.</summary>
    public IReadOnlyList<DeclaredFunction> FunctionsFor(string runtime) =>
        [.. _functions.Where(function => function.Handler is not null && function.Fits(runtime)).DistinctBy(function => (function.Folder, function.Handler!.Text))];

    /// <summary>The handler of the one function they declare, with the handler as its fact; null when there are none
    /// or several.</summary>
    /// <param name="runtime">Name of the runtime the handler is for.</param>
    public Evidence? HandlerFor(string runtime) => FunctionsFor(runtime) is [{ Handler: { } handler }] ? handler.Says("the handler") : null;

    /// <summary>The runtime as the file writes it, where a version was read from.</summary>
    public DeclaredText RuntimeAt(AskedVersion version) =>
        _functions.Select(function => function.Runtime).OfType<DeclaredText>().First(declared => (declared.File, declared.Line) == (version.File, version.Line));

    /// <summary>The version of a runtime that the functions name, the first before all others.</summary>
    public AskedVersion? VersionOf(string runtime) => VersionFiles.First(_functions
        .Select(function => function.Runtime).OfType<DeclaredText>().DistinctBy(declared => declared.Text)
        .Select(declared => DeclaredRuntime.Version(declared.Text, runtime) is { } version ? new AskedVersion(version, declared.File, declared.Line) : null));

    private static (LambdaArchitecture, Evidence?)? ArchitectureOf(IReadOnlyList<Declarations> all, List<string> warnings)
    {
        List<(LambdaArchitecture Architecture, DeclaredText Declared)> found = [];
        foreach (var declared in all.SelectMany(file => file.Functions.Select(function => function.Architecture).Append(file.Architecture)).OfType<DeclaredText>())
        {
            if (LambdaArchitectures.Parse(declared.Text) is { } architecture) found.Add((architecture, declared));
            else warnings.Add($"{declared.Place} names the processor {declared.Text}, which Lambda does not have, so it was ignored; use -Architecture.");
        }

        if (found is not [var first, ..]) return null;
        if (found.FirstOrDefault(other => other.Architecture != first.Architecture) is { Declared: { } differing })
            warnings.Add($"{first.Declared.Place} asks for {first.Declared.Text}, but {differing.Place} for {differing.Text}; the first counts. Choose with -Architecture.");
        return (first.Architecture, first.Declared.Says($"builds for {first.Architecture.ApiName()}"));
    }

    /// <summary>A Dockerfile that LambdaImage wrote itself is not the project's own.</summary>
    private static bool IsOwn(ProjectDirectory project, string file) =>
        project.ReadSource(file) is { } text && ManagedMarker.Objection(text) is not null;
}
