using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>The packages of a Python project, declared and locked, and the tool that installs them.</summary>
internal sealed class PythonDependencies
{
    /// <summary>Extras that bring packages other decisions look for, where no lock file tells it.</summary>
    private static readonly (string Package, string Extra, string Brings)[] KnownExtras =
    [
        ("fastapi", "standard", "uvicorn"), ("fastapi", "all", "uvicorn"), ("litestar", "standard", "uvicorn"), ("psycopg", "binary", "psycopg-binary"),
        ("psycopg", "c", "psycopg-c"), ("quart", "uvicorn", "uvicorn"), ("starlette", "full", "uvicorn"),
    ];

    /// <summary>Packages that bring others along in every version.</summary>
    private static readonly (string Package, string Brings)[] KnownNeeds = [("python-fasthtml", "uvicorn"), ("quart", "hypercorn")];

    /// <summary>Packages with native code that nobody offers ready made for Linux.</summary>
    private static readonly HashSet<string> AlwaysCompiled = new(StringComparer.Ordinal)
    {
        "dlib", "face-recognition", "gssapi", "mysqlclient", "psycopg", "psycopg-c", "psycopg2", "pycairo", "pygraphviz", "pykerberos", "python-ldap", "python3-saml",
        "requests-kerberos", "xmlsec",
    };

    private readonly Lazy<IReadOnlyList<PythonLockedPackage>> _locked;

    private PythonDependencies(ProjectDirectory project)
    {
        Installer = PythonInstaller.Of(project);
        Declared = Installer?.Declared ?? [];
        Implied = [.. Declared.SelectMany(dependency => Brought(project, dependency))];
        _locked = new(() => Installer?.ReadLock()?.Production(Declared) ?? []);
    }

    /// <summary>The tool that installs them; null when there is nothing to install.</summary>
    public PythonInstaller? Installer { get; }

    /// <summary>What the project itself asks for in production.</summary>
    public IReadOnlyList<Dependency> Declared { get; }

    /// <summary>What production needs by the lock file; none without one.</summary>
    public IReadOnlyList<PythonLockedPackage> Locked => _locked.Value;

    /// <summary>Everything that is known to be installed.</summary>
    public IEnumerable<Dependency> All => Declared.Concat(Locked.Select(package => package.Dependency)).Concat(Implied).DistinctBy(dependency => dependency.Name, StringComparer.Ordinal);

    private IReadOnlyList<Dependency> Implied { get; }

    public static PythonDependencies Of(ProjectDirectory project) => new(project);

    /// <summary>A package that the project itself asks for.</summary>
    public Dependency? Find(string name) => Declared.FirstOrDefault(dependency => dependency.Name == name);

    /// <summary>Whether a package is installed, also because another one needs it.</summary>
    public bool Has(string name) => All.Any(dependency => dependency.Name == name);

    /// <summary>Whether a package comes ready for use. Without a lock file, all do that usually do.</summary>
    public bool IsPrebuilt(Dependency dependency, PythonTarget target)
    {
        // Its own wheel has no native code; only the binary part makes the system's library superfluous.
        if (dependency.Name == "psycopg") return Has("psycopg-binary");
        return Locked.FirstOrDefault(package => package.Dependency.Name == dependency.Name) is { Files.Count: > 0 } locked
            ? locked.Files.Any(target.Fits)
            : !AlwaysCompiled.Contains(dependency.Name);
    }

    /// <summary>Locked packages that can only be had as sources for the target.</summary>
    public IReadOnlyList<PythonLockedPackage> Compiled(PythonTarget target) =>
        [.. Locked.Where(package => package is { Origin: PythonPackageOrigin.Index, Files.Count: > 0 } && !package.Files.Any(target.Fits)
            && package.Files.Any(file => !file.EndsWith(".whl", StringComparison.Ordinal)))];

    private static IEnumerable<Dependency> Brought(ProjectDirectory project, Dependency dependency)
    {
        foreach (var (package, brings) in KnownNeeds)
        {
            if (package == dependency.Name) yield return dependency with { Name = brings, Constraint = "" };
        }

        foreach (var (package, extra, brings) in KnownExtras)
        {
            if (package == dependency.Name && HasExtra(project, dependency, extra)) yield return dependency with { Name = brings, Constraint = "" };
        }
    }

    /// <summary>Whether the line that declares a package names an extra, as in <c>fastapi[standard]</c> or <c>{extras = ["standard"]}</c>.</summary>
    private static bool HasExtra(ProjectDirectory project, Dependency dependency, string extra) =>
        project.Lines(dependency.File).FirstOrDefault(line => line.Number == dependency.Line).Text is { } text
        && Regex.IsMatch(text, $@"\[[^\]]*\b{Regex.Escape(extra)}\b[^\]]*\]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
