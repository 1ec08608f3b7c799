using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>A tool that installs a project's packages, in a container or on this machine.</summary>
internal abstract class PythonInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared)
{
    /// <summary>Folder of the packages while they are installed.</summary>
    public const string Packages = "/packages";

    private const string PipCache = "/root/.cache/pip";

    /// <summary>Name for people.</summary>
    public abstract string Name { get; }

    /// <summary>What pip installs the tool from; none for pip itself.</summary>
    public virtual IReadOnlyList<string> Tool => [];

    /// <summary>Files that decide what is installed.</summary>
    public abstract IReadOnlyList<string> Manifests { get; }

    /// <summary>What the project asks for in production.</summary>
    public IReadOnlyList<Dependency> Declared => declared;

    /// <summary>Packages that do not come from an index.</summary>
    public abstract PythonSourceKinds Sources { get; }

    /// <summary>Folder of the downloads.</summary>
    public virtual string Cache => PipCache;

    /// <summary>Variables of the stage that installs.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Environment => [];

    protected ProjectDirectory Project => project;

    /// <summary>Command that adds a package, for messages.</summary>
    public abstract string Add(string package);

    /// <summary>Shell commands that install into <see cref="Packages"/>.</summary>
    public abstract IReadOnlyList<string> InContainer();

    /// <summary>Programs that install on this machine for the target, into the folder <c>packages</c>.</summary>
    public abstract IReadOnlyList<HostCommand> OnHost(PythonTarget target);

    /// <summary>The lock file; null when there is none.</summary>
    public virtual PythonLock? ReadLock() => null;

    /// <summary>Makes sure that all can be installed as declared.</summary>
    /// <exception cref="LambdaImageException">The lock file is missing or too old, or a folder is out of reach.</exception>
    public virtual void Check()
    {
    }

    /// <summary>The tool for a project: a lock file decides, else what declares packages; null when nothing does.</summary>
    public static PythonInstaller? Of(ProjectDirectory project)
    {
        Dependency[] standard = [.. PyProject.Read(project)?.Dependencies ?? []];
        Dependency[] pipfile = [.. Pipfile.Read(project)?.Dependencies ?? []];
        if (project.Exists(UvLock.File) && project.Exists(PyProject.File)) return new UvInstaller(project, standard);
        if (project.Exists(PoetryLock.File) && project.Exists(PyProject.File)) return new PoetryInstaller(project, standard);
        if (project.Exists(PdmLock.File) && project.Exists(PyProject.File)) return new PdmInstaller(project, standard);
        if (project.Exists(PipfileLock.File)) return new PipenvInstaller(project, pipfile);
        if (PythonRequirements.Main(project) is { } requirements)
            return PythonRequirements.HasAny(project, requirements) ? new PipInstaller(project, requirements) : null;
        if (pipfile.Length > 0) return new PipenvInstaller(project, pipfile);
        if (standard.Length == 0) return null;
        return PyProject.Read(project) is { IsPoetry: true, IsStandard: false } ? new PoetryInstaller(project, standard) : new UvInstaller(project, standard);
    }
}
