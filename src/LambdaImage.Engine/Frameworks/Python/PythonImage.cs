using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Writes what all Python images share: the packages in a stage of their own, the image with packages and code.</summary>
internal sealed class PythonImage
{
    /// <summary>Folders and files that no image needs from the developer's disk.</summary>
    private static readonly string[] Ignored =
    [
        "**/__pycache__", "**/*.pyc", ".venv", "venv", ".tox", ".nox", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".coverage", "htmlcov", "**/*.egg-info", "build", "dist",
        "tests", ".aws-sam", ".serverless", "pip.conf", ".pypirc", ".netrc",
    ];

    private readonly Detection _found;
    private readonly DockerfileBuilder _file;
    private readonly PythonInstaller? _installer;
    private readonly PythonNeeds _needs;

    private PythonImage(Detection found, DockerfileBuilder file, PythonNeeds needs)
    {
        (_found, _file, _needs) = (found, file, needs);
        _installer = needs.Dependencies.Installer;
    }

    /// <summary>Whether AWS's runtime client is in the base image.</summary>
    public bool IsLambda => _needs.Image.IsLambda;

    /// <summary>Absolute path of the program that runs Python: Lambda's entry point must be no link.</summary>
    public string Python => $"{(IsLambda ? "/var/lang" : "/usr/local")}/bin/python{_found.Runtime.Version}";

    /// <summary>A shell for commands that need one.</summary>
    public string Shell => _needs.Image.Distribution == LinuxDistribution.Alpine ? "/bin/sh" : "/bin/bash";

    /// <summary>Folders that Python searches besides the working folder; <c>/var/runtime</c> is where AWS has the runtime client.</summary>
    private string? SearchPath { get; set; }

    private PythonTarget Target => new(_found.Runtime.Version, _found.Architecture, _needs.Image.Distribution);

    /// <summary>Chooses the base image and checks that the packages can be installed on it.</summary>
    /// <param name="found">The project.</param>
    /// <param name="file">The document.</param>
    /// <param name="more">What the project needs of the system besides its packages.</param>
    public static PythonImage Plan(Detection found, DockerfileBuilder file, params IEnumerable<Dependency> more)
    {
        file.Ignore(Ignored);
        var needs = PythonNeeds.Of(found, file, more);
        needs.Dependencies.Installer?.Check();
        return new PythonImage(found, file, needs);
    }

    /// <summary>Writes the stages up to the point where the image has packages and code.</summary>
    /// <param name="isHandler">Whether Lambda calls a function, so that a base without the runtime client needs one.</param>
    /// <param name="sourceFolder">Folder of the modules when it is not the project's own.</param>
    /// <param name="environment">Adds what the image needs besides, before anything that changes with the project.</param>
    /// <param name="finish">Commands for the build stage that need the code, for example to collect static files; the code then comes from there.</param>
    /// <returns>The final stage.</returns>
    public StageBuilder Write(bool isHandler, string? sourceFolder = null, Action<StageBuilder>? environment = null, Action<StageBuilder>? finish = null)
    {
        var needsClient = isHandler && !IsLambda;
        string[] folders = [.. sourceFolder is null ? [] : new[] { $"{LambdaBaseImages.TaskRoot}/{sourceFolder}" },
            .. isHandler && (sourceFolder is not null || needsClient) ? new[] { PythonClient.Folder } : []];
        SearchPath = folders.Length == 0 ? null : string.Join(':', folders);
        if (_file.InstallsOnHost) PythonHostForm.Require(_needs, Target, _file, finish is not null);
        if (!_file.InstallsOnHost && (_installer is not null || needsClient || finish is not null || _needs.Build.Count > 0)) WriteBuild(needsClient, finish);
        if (_file.InstallsOnHost) PythonHostForm.Install(_installer, Target, needsClient, _file);

        var stage = _file.FinalStage(_needs.Image);
        if (!IsLambda) stage.WorkDir(LambdaBaseImages.TaskRoot);
        stage.Prepare(_needs.Run);
        environment?.Invoke(stage);
        if (SearchPath is not null) stage.Env("PYTHONPATH", SearchPath);
        if (needsClient) PythonClient.Copy(stage, _file.InstallsOnHost);
        if (_installer is not null)
        {
            stage.Comment("The packages.");
            if (_file.InstallsOnHost) stage.Copy(["packages"], "./", from: HostInstall.ContextName);
            else stage.Copy([PythonInstaller.Packages], "./", from: "build");
        }

        return finish is null
            ? stage.Comment(_installer is null ? [] : ["The code last: it changes most often."]).Copy(["."], "./")
            : stage.Comment("The code last, with what was made of it.").Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
    }

    private void WriteBuild(bool needsClient, Action<StageBuilder>? finish)
    {
        var stage = _file.BuildStage(_needs.Image, "Packages are installed here; what installing them takes stays in this stage.").WorkDir(LambdaBaseImages.TaskRoot)
            .Env([new("PIP_DISABLE_PIP_VERSION_CHECK", "1"), new("PIP_ROOT_USER_ACTION", "ignore"), .. _installer?.Environment ?? []])
            .Prepare(_needs.Build);
        if (needsClient) PythonClient.Install(stage);
        if (_installer is not null) WriteInstall(stage, _installer);
        if (finish is null) return;
        if (_installer?.Sources.Local is null) stage.Copy(["."], "./");
        finish(stage);
    }

    private void WriteInstall(StageBuilder stage, PythonInstaller installer)
    {
        if (installer.Tool.Count > 0)
        {
            stage.Comment($"{installer.Name} itself.")
                .Install("/root/.cache/pip", $"pip install {string.Join(' ', installer.Tool.Select(package => $"\"{package}\""))}");
        }

        if (installer.Sources.Local is { } local)
        {
            stage.Comment($"The code is there first, because {local.Name} is installed from it.").Copy(["."], "./");
        }
        else
        {
            stage.Comment($"Packages first: this layer is reused until {string.Join(" or ", installer.Manifests)} changes.").CopyManifests(installer.Manifests);
        }

        stage.Install(installer.Cache, installer.InContainer());
        var compile = _file.Command("bytecode", $"python3 -m compileall -qq --invalidation-mode unchecked-hash -s {PythonInstaller.Packages} -p {LambdaBaseImages.TaskRoot} {PythonInstaller.Packages} || true");
        if (compile is not null) stage.Comment("Compiled once here and without the time in it, so that the function starts faster and the image stays the same.").Run(compile);
    }
}
