using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs packages on this machine for the image, as wheels only: nothing is compiled.</summary>
internal static class PythonHostForm
{
    /// <summary>Makes sure that wheels are enough.</summary>
    /// <exception cref="LambdaImageException">Something has to run in a container.</exception>
    public static void Require(PythonNeeds needs, PythonTarget target, DockerfileBuilder file, bool hasSteps)
    {
        if (needs.Dependencies.Compiled(target) is [var compiled, ..]) throw PythonErrors.NoWheel(compiled.Dependency, target.ToString());
        if (needs.Dependencies.Installer?.Sources.Any is { } source) throw PythonErrors.SourcesOnHost(source);
        if (needs.System.Reasons.FirstOrDefault(need => need.Build.Count > 0) is { } built) throw PythonErrors.NoWheel(built.Dependency, target.ToString());
        if (needs.System.Reasons.FirstOrDefault(need => need.Run.Count > 0) is { } used) throw PythonErrors.NeedsSystemPackages(used.Dependency, used.Run);
        var options = file.Options;
        string[] packages = [.. options.Packages.All, .. options.Packages.Build, .. options.Packages.Deployment];
        if (packages.Length > 0) throw PythonErrors.StepsOnHost($"System packages are asked for ({string.Join(", ", packages)})", needs.Image.Image);
        if (hasSteps) throw PythonErrors.StepsOnHost("The project is run while the image is built", needs.Image.Image);
    }

    /// <summary>Says what this machine has to run.</summary>
    public static void Install(PythonInstaller? installer, PythonTarget target, bool needsClient, DockerfileBuilder file)
    {
        if (installer is null && !needsClient) return;
        file.InstallOnHost(new HostInstall
        {
            Tool = installer?.Name ?? "pip",
            Inputs = [.. installer?.Manifests ?? [], .. file.Options.CopyBeforeInstall],
            Commands = [.. installer?.OnHost(target) ?? [], .. needsClient ? [PipCommands.OnHost(target, "runtime", [PythonClient.Package])] : Array.Empty<HostCommand>()],
            Result = ".",
        });
    }
}
