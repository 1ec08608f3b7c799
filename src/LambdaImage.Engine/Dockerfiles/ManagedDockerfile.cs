using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Works out the Dockerfile of a project in each mode, and writes only what is LambdaImage's own.</summary>
internal sealed class ManagedDockerfile
{
    private const string IgnoreFile = ".dockerignore";

    /// <summary>Plans the files of a project; reads only.</summary>
    /// <param name="project">The project.</param>
    /// <param name="force">Whether a Dockerfile that LambdaImage did not write may be replaced.</param>
    /// <param name="textOnly">Whether only the text is wanted.</param>
    /// <param name="generated">In managed mode, what the framework made; null: made here, with dependencies installed in a container.</param>
    /// <param name="eject">Whether the files are the user's own from now on.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="LambdaImageException">The project cannot become an image, or a file is in the way.</exception>
    public ManagedDockerfilePlan Plan(LambdaProject project, bool force, bool textOnly, GeneratedDockerfile? generated = null, bool eject = false) => project.Mode switch
    {
        _ when eject && project.Mode != BuildMode.Managed => throw ProjectErrors.NothingToEject(project),
        BuildMode.Managed => Managed(project, generated ?? new DockerfileGenerator().Generate(project, DependencyInstall.Container), force, textOnly, eject),
        BuildMode.Custom => Custom(project),
        _ => new ManagedDockerfilePlan(
            new LambdaDockerfile { ContextPath = project.Path, Project = project, State = DockerfileState.NotNeeded },
            $"Use the image {project.SourceImage}; no Dockerfile is needed", []),
    };

    private static ManagedDockerfilePlan Custom(LambdaProject project)
    {
        var path = project.DockerfilePath ?? Path.Combine(project.Path, ProjectRequest.DefaultDockerfile);
        if (!File.Exists(path)) throw ProjectErrors.DockerfileNotFound(path);
        // Docker prefers an ignore file of the Dockerfile's own name: https://docs.docker.com/build/concepts/context/#filename-and-location
        var ignore = new[] { path + IgnoreFile, Path.Combine(project.Path, IgnoreFile) }.FirstOrDefault(File.Exists);
        return new ManagedDockerfilePlan(
            new LambdaDockerfile
            {
                Path = path,
                Text = Read(path),
                ContextPath = project.Path,
                IgnorePath = ignore,
                IgnoreText = ignore is null ? null : Read(ignore),
                State = DockerfileState.UserOwned,
                Warnings = project.Warnings,
                Project = project,
            },
            $"Use {Path.GetFileName(path)} as it is", []);
    }

    private static ManagedDockerfilePlan Managed(LambdaProject project, GeneratedDockerfile generated, bool force, bool textOnly, bool eject)
    {
        var written = DockerfileWriter.Write(generated.Document);
        var text = eject ? EjectedHeader.Of(project, generated.Document) + written : ManagedMarker.Sign("\n" + written);
        var ignoreText = eject ? IgnoreText(project, generated).TrimStart('\n') : ManagedMarker.Sign(IgnoreText(project, generated));
        var others = generated.Files.Select(other => KeyValuePair.Create(other.Key, eject ? other.Value : ManagedMarker.Sign(other.Value, ManagedMarker.CommentOf(other.Key))));
        var path = Path.Combine(project.Path, ProjectRequest.DefaultDockerfile);
        var ignorePath = Path.Combine(project.Path, IgnoreFile);
        var current = File.Exists(path) ? Read(path) : null;
        var currentIgnore = File.Exists(ignorePath) ? Read(ignorePath) : null;
        if (!textOnly && !force && current is not null && !Same(current, text) && ManagedMarker.Objection(current) is { } objection)
            throw ProjectErrors.DockerfileExists(path, objection);

        // The user's ignore file stays even with -Force: that speaks of the Dockerfile alone.
        var keepsIgnore = currentIgnore is not null && ManagedMarker.Objection(currentIgnore) is not null;
        if (keepsIgnore) ignoreText = currentIgnore!;
        List<KeyValuePair<string, string>> files = [];
        if (!textOnly && !Same(current, text)) files.Add(new(path, text));
        if (!textOnly) files.AddRange(others.Select(other => Other(project, other, force)).OfType<KeyValuePair<string, string>>());
        if (!textOnly && !keepsIgnore && !Same(currentIgnore, ignoreText)) files.Add(new(ignorePath, ignoreText));
        var obsolete = textOnly || eject ? [] : ObsoleteFiles.Find(project.Path, generated.Files.Select(file => file.Key));
        var state = textOnly ? DockerfileState.NotWritten
            : files.Count == 0 && obsolete.Count == 0 ? DockerfileState.Unchanged
            : eject ? DockerfileState.Ejected
            : current is null ? DockerfileState.Created
            : DockerfileState.Updated;
        return new ManagedDockerfilePlan(
            new LambdaDockerfile
            {
                Path = path,
                Text = text,
                ContextPath = project.Path,
                IgnorePath = ignorePath,
                IgnoreText = ignoreText,
                State = state,
                Warnings = [.. project.Warnings, .. generated.Warnings, .. eject && !textOnly ? [EjectedHeader.Next(project)] : Array.Empty<string>()],
                Project = project,
                HostInstall = generated.HostInstall,
                Files = [.. generated.Files.Select(file => file.Key)],
            },
            Describe(project, state, files, obsolete), files)
        {
            Obsolete = obsolete,
        };
    }

    /// <summary>A further file that has to be written; null when it is there already.</summary>
    private static KeyValuePair<string, string>? Other(LambdaProject project, KeyValuePair<string, string> file, bool force)
    {
        var path = Path.GetFullPath(file.Key, project.Path);
        var current = File.Exists(path) ? Read(path) : null;
        if (Same(current, file.Value)) return null;
        if (!force && current is not null && ManagedMarker.Objection(current) is { } objection) throw ProjectErrors.DockerfileExists(path, objection);
        return new(path, file.Value);
    }

    private static string IgnoreText(LambdaProject project, GeneratedDockerfile generated)
    {
        return $"\n# Secrets\n{Lines(CommonIgnores.Secrets)}\n# History, and settings of tools\n{Lines(CommonIgnores.Tools)}"
            + Section("Made anew in the image, or not needed there", generated.Ignored.Except(CommonIgnores.All))
            // Last, because the last pattern that matches decides.
            + Section("The project's own", project.Options.Ignore);

        static string Lines(IEnumerable<string> patterns) => string.Concat(patterns.Select(pattern => pattern + "\n"));
        static string Section(string title, IEnumerable<string> patterns) => patterns.Any() ? $"\n# {title}\n{Lines(patterns)}" : "";
    }

    private static string Describe(LambdaProject project, DockerfileState state, IReadOnlyList<KeyValuePair<string, string>> files, IReadOnlyList<string> obsolete) => state switch
    {
        DockerfileState.NotWritten => $"Show the Dockerfile for {project.Framework}",
        DockerfileState.Ejected => $"Write {string.Join(" and ", files.Select(file => Path.GetFileName(file.Key)))} for {project.Framework} for the last time, to be yours from now on",
        DockerfileState.Unchanged => "Leave the Dockerfile, which is up to date",
        _ when files.Count == 0 => $"Remove {string.Join(" and ", obsolete.Select(Path.GetFileName))}, which is needed no more",
        _ => $"Write {string.Join(" and ", files.Select(file => Path.GetFileName(file.Key)))} for {project.Framework} ({project.Runtime})",
    };

    private static bool Same(string? current, string text) =>
        current?.Replace("\r\n", "\n", StringComparison.Ordinal) == text;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.FileUnreadable(path, error);
        }
    }
}
