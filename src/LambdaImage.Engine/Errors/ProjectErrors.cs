namespace LambdaImage.Engine.Errors;

/// <summary>Failures of finding out what a project folder is and of writing its Dockerfile.</summary>
internal static class ProjectErrors
{
    /// <summary>Folders that a message lists.</summary>
    private const int MostListed = 20;

    public static LambdaImageException NotFound(string path) => new(
        ErrorKind.ProjectNotFound, $"There is no folder {path}.", "Check the path, or go to the project folder and leave it out.", path);

    public static LambdaImageException Empty(string path) => new(
        ErrorKind.ProjectEmpty, $"The folder {path} has no files, so there is nothing to build.",
        "Name the folder that holds the project's manifest (package.json, composer.json, requirements.txt, …).", path);

    public static LambdaImageException NotRecognized(string path, IEnumerable<string> soughtFor) => new(
        ErrorKind.ProjectNotRecognized,
        $"No framework was recognised in {path}. Looked for:{Bullets(soughtFor)}",
        "Name one with -Framework, or bring your own Dockerfile and use -Dockerfile.", path);

    public static LambdaImageException Nested(string path, string folder) => new(
        ErrorKind.ProjectNotRecognized, $"{path} itself is no project that can be built, but its folder {folder} is one.",
        $"Use that folder: Get-LambdaProject ./{folder}", path);

    public static LambdaImageException SeveralNested(string path, IReadOnlyList<string> folders) => new(
        ErrorKind.ProjectAmbiguous,
        $"{path} itself is no project that can be built, but holds several:{Bullets(folders.Take(MostListed))}{(folders.Count > MostListed ? $"{Environment.NewLine}  - and {folders.Count - MostListed} more" : "")}",
        $"Name the folder of one, for example Get-LambdaProject ./{folders[0]}", path);

    public static LambdaImageException Ambiguous(string path, IReadOnlyList<(string Framework, IReadOnlyList<Evidence> Evidence)> candidates) => new(
        ErrorKind.ProjectAmbiguous,
        $"Several frameworks fit {path} equally well:{Bullets(candidates.Select(found => $"{found.Framework}: {string.Join("; ", found.Evidence)}"))}",
        $"Choose one, for example -Framework '{candidates[0].Framework}'.", path);

    public static LambdaImageException UnknownFramework(string name, string? nearest, IEnumerable<string> known) => new(
        ErrorKind.RequestInvalid, $"LambdaImage knows no framework '{name}'. It knows {string.Join(", ", known)}.",
        nearest is null ? "Use one of these, or leave -Framework out." : $"Did you mean -Framework '{nearest}'?", name);

    public static LambdaImageException FrameworkDoesNotFit(string path, string framework, string soughtFor) => new(
        ErrorKind.ProjectNotRecognized, $"{path} does not look like {framework}. Looked for {soughtFor}.",
        "Leave -Framework out to detect it, or check the folder.", path);

    public static LambdaImageException ModeConflict(string dockerfile, string image) => new(
        ErrorKind.ModeConflict, $"Both a Dockerfile ({dockerfile}) and an existing image ({image}) were given; an image comes from one of them.",
        "Give either -Dockerfile or -Image.", image);

    public static LambdaImageException DockerfileNotFound(string path) => new(
        ErrorKind.DockerfileNotFound, $"There is no Dockerfile at {path}.",
        "Check the path, which is relative to the project folder, or leave -Dockerfile out to have one written.", path);

    public static LambdaImageException DockerfileExists(string path, string reason) => new(
        ErrorKind.DockerfileExists, $"{path} was not overwritten: {reason}.",
        "Use it as it is with -Dockerfile, replace it with -Force, or only look at the new text with -TextOnly.", path);

    public static LambdaImageException NothingToEject(LambdaProject project) => new(
        ErrorKind.RequestInvalid,
        project.Mode == BuildMode.Custom ? $"The Dockerfile of {project.Path} is its own already ({project.ModeReason})." : $"There is no Dockerfile to eject: an existing image is used ({project.ModeReason}).",
        "Leave -Eject out; to have a Dockerfile written, leave -Dockerfile and -Image out.", project.Path);

    public static LambdaImageException DockerfileNotWritable(string path, Exception cause) => new(
        ErrorKind.OutputNotWritable, $"{path} could not be written: {cause.Message}",
        "Check the permissions and the free space, or use -TextOnly.", path, inner: cause);

    public static LambdaImageException FileInvalid(string file, int line, int? column, string problem) => new(
        ErrorKind.ProjectFileInvalid, $"{file}:{line} cannot be read: {problem}.", $"Correct {Path.GetFileName(file)} near line {line}.", file, new SourceLocation(file, line, column));

    public static LambdaImageException FileUnreadable(string file, Exception cause) => new(
        ErrorKind.ProjectFileInvalid, $"{file} cannot be read: {cause.Message}", "Check the file's permissions.", file, inner: cause);

    public static LambdaImageException FileTooLarge(string file, long limit) => new(
        ErrorKind.ProjectFileInvalid, $"{file} was not read: it is larger than the {limit / 1024 / 1024} MiB that any such file may have.",
        "Check that the file is what its name says.", file);

    public static LambdaImageException ProjectTooLarge(string path, long limit) => new(
        ErrorKind.ProjectFileInvalid, $"Detection stopped in {path}: its manifests and sources are larger than {limit / 1024 / 1024} MiB together.",
        "Name the folder of the one project to build, or say what it is with -Framework and -Handler.", path);

    public static LambdaImageException TookTooLong(string path, string? lastRead, TimeSpan limit) => new(
        ErrorKind.ProjectFileInvalid, $"Detection stopped in {path} after {limit.TotalSeconds:0} seconds; the last file read was {lastRead ?? "none"}.",
        "Name the folder of the one project to build, or say what it is with -Framework and -Handler.", path);

    public static LambdaImageException TextTooHard(string path, string? file, Exception cause) => new(
        ErrorKind.ProjectFileInvalid, $"Searching {(file is null ? path : Path.Combine(path, file))} took too long: its text is not what its name says.",
        "Check the file, or say what the project is with -Framework and -Handler.", file is null ? path : Path.Combine(path, file), inner: cause);

    public static LambdaImageException VersionUnsupported(LambdaRuntime runtime, IEnumerable<string> known) => new(
        ErrorKind.RuntimeUnsupported,
        $"There is no Lambda image for {runtime.Name} {runtime.Version} ({runtime.Reason}). There are {string.Join(", ", known)}.",
        $"Ask for one of these with -RuntimeVersion, or change the version in the project.", runtime.ToString());

    public static LambdaImageException Unsupported(string message, string remedy, string target) =>
        new(ErrorKind.RuntimeUnsupported, message, remedy, target);

    public static LambdaImageException HandlerNotFound(string message, string remedy, string target) =>
        new(ErrorKind.HandlerNotFound, message, remedy, target);

    public static LambdaImageException SeveralHandlers(string path, string declared, string first) => new(
        ErrorKind.HandlerNotFound, $"Several functions are declared for {path}: {declared}.", $"Choose one, for example -Handler {first}.", path);

    public static LambdaImageException DependencyMissing(string message, string remedy, string target) =>
        new(ErrorKind.DependencyMissing, message, remedy, target);

    public static LambdaImageException WrongArchitecture(string file, string actual, LambdaArchitecture wanted) => new(
        ErrorKind.ArchitectureMismatch, $"{file} is a program for {actual}, but the image is for {wanted.ApiName()}.",
        $"Compile it for {wanted.ApiName()}, or build for the other processor with -Architecture.", file);

    private static string Bullets(IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => $"{Environment.NewLine}  - {line}"));
}
