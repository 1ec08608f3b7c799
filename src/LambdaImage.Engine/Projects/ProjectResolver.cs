using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Projects.Deployment;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects;

/// <summary>Turns a request into a project: decides the mode, then finds out what the folder holds.</summary>
internal sealed class ProjectResolver(IEnvironment environment, TimeProvider time)
{
    private readonly ProjectDetector _detector = new();

    /// <summary>Reads the folder; writes nothing.</summary>
    /// <exception cref="LambdaImageException">The request contradicts itself, or in managed mode the project is not
    /// recognised.</exception>
    public LambdaProject Resolve(ProjectRequest request)
    {
        if (!Directory.Exists(request.Path)) throw ProjectErrors.NotFound(request.Path);
        var folder = new ProjectDirectory(request.Path);
        var configuration = ProjectConfiguration.Read(request, environment.Get);
        var (mode, reason, source) = Mode(request, configuration);
        var asked = Asked(request, configuration);
        var dockerfile = mode == BuildMode.Custom ? FindDockerfile(folder, source!) : null;
        var image = mode == BuildMode.Prebuilt ? source : null;
        // An existing image has nothing to do with what lies in the folder, which may be anybody's home.
        var found = mode switch
        {
            BuildMode.Managed => _detector.Detect(folder, asked),
            BuildMode.Custom => Attempt(() => _detector.Detect(folder, asked)),
            _ => null,
        };
        // Unless it is the folder itself that names the image.
        var isForeign = mode == BuildMode.Prebuilt && configuration.Place("image") is null;
        var (architecture, because) = found is not null ? (found.Architecture, null)
            : (isForeign ? null : Attempt(() => ProjectDetector.Architecture(asked, DeploymentFiles.Read(folder)) as (LambdaArchitecture, Evidence?)?))
            ?? (asked.Architecture ?? LambdaArchitecture.X86_64, null);
        var hooks = mode == BuildMode.Managed ? HookFiles.Find(folder, configuration.Options.Hooks) : configuration.Options.Hooks;
        return new LambdaProject
        {
            Path = folder.Path,
            Name = Name(asked, folder, mode, image),
            Mode = mode,
            ModeReason = reason,
            Framework = found?.Framework.Name,
            Runtime = found is null ? null : RuntimeOf(found.Runtime, request, configuration),
            Architecture = architecture,
            Handler = found?.Handler ?? asked.Handler,
            DockerfilePath = dockerfile,
            SourceImage = image,
            Evidence =
            [
                .. Deciding(configuration, request),
                .. HookFiles.Evidence(hooks, configuration.Options.Hooks),
                .. found?.Evidence ?? (because is null ? [] : [because]),
            ],
            Warnings =
            [
                .. configuration.WithoutEffectOn(mode),
                .. mode == BuildMode.Managed ? [.. VisibleSecrets.Find(configuration), .. found!.Warnings, .. LambdaBaseImages.Warnings(found.Runtime, time)] : Array.Empty<string>(),
            ],
            ConfigurationPath = configuration.Path,
            Options = configuration.Options with { Hooks = hooks },
        };
    }

    /// <summary>The request with what the configuration says where no parameter speaks.</summary>
    private static ProjectRequest Asked(ProjectRequest request, ProjectConfiguration configuration) => request with
    {
        Framework = request.Framework ?? configuration.Framework,
        Handler = request.Handler ?? configuration.Handler,
        Architecture = request.Architecture ?? configuration.Architecture,
        RuntimeVersion = request.RuntimeVersion ?? configuration.RuntimeVersion,
        Name = request.Name ?? configuration.Name,
        Options = configuration.Options,
    };

    /// <summary>The version with the place that asked for it.</summary>
    private static LambdaRuntime RuntimeOf(LambdaRuntime runtime, ProjectRequest request, ProjectConfiguration configuration) =>
        request.RuntimeVersion is null && configuration.Place("runtimeVersion") is { } place ? runtime with { Reason = place.Short } : runtime;

    /// <summary>What the configuration decided, without what a parameter decided instead.</summary>
    private static IEnumerable<Evidence> Deciding(ProjectConfiguration configuration, ProjectRequest request)
    {
        (string Key, bool IsGiven)[] parameters =
        [
            ("framework", request.Framework is not null), ("handler", request.Handler is not null), ("architecture", request.Architecture is not null),
            ("runtimeVersion", request.RuntimeVersion is not null), ("name", request.Name is not null),
            ("dockerfile", request.Dockerfile is not null || request.Image is not null), ("image", request.Dockerfile is not null || request.Image is not null),
        ];
        return configuration.Evidence.Where(evidence => !parameters.Any(given => given.IsGiven && evidence.Fact.StartsWith(given.Key + ": ", StringComparison.Ordinal)));
    }

    /// <summary>A parameter beats the environment, which beats the configuration; two of the same rank contradict each other.</summary>
    private (BuildMode Mode, string Reason, string? Source) Mode(ProjectRequest request, ProjectConfiguration configuration)
    {
        if (request is { Dockerfile: { } both, Image: { } other }) throw ProjectErrors.ModeConflict(both, other);
        if (request.Dockerfile is { } dockerfile) return (BuildMode.Custom, $"-Dockerfile {dockerfile}", dockerfile);
        if (request.Image is { } image) return (BuildMode.Prebuilt, $"-Image {image}", image);
        if (request.UseEnvironment && environment.Get(ProjectRequest.ImageVariable) is { } variable)
            return (BuildMode.Prebuilt, $"{ProjectRequest.ImageVariable}={variable}", variable);
        // Who names a framework wants the managed mode, whatever the file says.
        if (request.Framework is null)
        {
            var (file, existing) = (configuration.Place("dockerfile"), configuration.Place("image"));
            if (file is not null && existing is not null) throw ConfigurationErrors.ModeConflict(file, existing);
            if (file is not null) return (BuildMode.Custom, $"{file.Short}: dockerfile", configuration.Dockerfile);
            if (existing is not null) return (BuildMode.Prebuilt, $"{existing.Short}: image", configuration.Image);
        }

        return (BuildMode.Managed, "the default: neither -Dockerfile nor -Image was given", null);
    }

    private static string FindDockerfile(ProjectDirectory folder, string dockerfile)
    {
        var path = Path.GetFullPath(dockerfile, folder.Path);
        return File.Exists(path) ? path : throw ProjectErrors.DockerfileNotFound(path);
    }

    private static string Name(ProjectRequest request, ProjectDirectory folder, BuildMode mode, string? image)
    {
        if (ProjectName.Normalize(request.Name) is { Length: > 0 } chosen) return chosen;
        // An existing image has nothing to do with the folder that the command happened to run in.
        if (image is not null) return ProjectName.Normalize(ImageReference.TryParse(image)?.Repository.Split('/')[^1] ?? Path.GetFileNameWithoutExtension(image));
        return mode == BuildMode.Managed ? ProjectName.Of(folder) : Attempt(() => ProjectName.Of(folder)) ?? ProjectName.Normalize(folder.Name);
    }

    /// <summary>Outside of managed mode the project's files are only a hint, so what is wrong with them stops
    /// nobody.</summary>
    private static T? Attempt<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception hidden) when (hidden is LambdaImageException or IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
