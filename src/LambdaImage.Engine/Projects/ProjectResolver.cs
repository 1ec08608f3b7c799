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
        var (mode, reason, image) = Mode(request);
        var dockerfile = mode == BuildMode.Custom ? FindDockerfile(folder, request.Dockerfile!) : null;
        // An existing image has nothing to do with what lies in the folder, which may be anybody's home.
        var found = mode switch
        {
            BuildMode.Managed => _detector.Detect(folder, request),
            BuildMode.Custom => Attempt(() => _detector.Detect(folder, request)),
            _ => null,
        };
        var (architecture, because) = found is not null ? (found.Architecture, null)
            : Attempt(() => ProjectDetector.Architecture(request, DeploymentFiles.Read(folder)) as (LambdaArchitecture, Evidence?)?)
            ?? (request.Architecture ?? LambdaArchitecture.X86_64, null);
        return new LambdaProject
        {
            Path = folder.Path,
            Name = Name(request, folder, mode, image),
            Mode = mode,
            ModeReason = reason,
            Framework = found?.Framework.Name,
            Runtime = found?.Runtime,
            Architecture = architecture,
            Handler = found?.Handler ?? request.Handler,
            DockerfilePath = dockerfile,
            SourceImage = image,
            Evidence = found?.Evidence ?? (because is null ? [] : [because]),
            Warnings = mode == BuildMode.Managed ? [.. found!.Warnings, .. LambdaBaseImages.Warnings(found.Runtime, time)] : [],
        };
    }

    /// <summary>A parameter beats the environment; two parameters contradict each other.</summary>
    private (BuildMode Mode, string Reason, string? Image) Mode(ProjectRequest request)
    {
        if (request is { Dockerfile: { } both, Image: { } other }) throw ProjectErrors.ModeConflict(both, other);
        if (request.Dockerfile is { } dockerfile) return (BuildMode.Custom, $"-Dockerfile {dockerfile}", null);
        if (request.Image is { } image) return (BuildMode.Prebuilt, $"-Image {image}", image);
        return request.UseEnvironment && environment.Get(ProjectRequest.ImageVariable) is { } variable
            ? (BuildMode.Prebuilt, $"{ProjectRequest.ImageVariable}={variable}", variable)
            : (BuildMode.Managed, "the default: neither -Dockerfile nor -Image was given", null);
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
