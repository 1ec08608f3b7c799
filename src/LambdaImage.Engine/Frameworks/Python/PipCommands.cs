namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Command lines of pip, which is in every image of Python.</summary>
internal static class PipCommands
{
    /// <summary>Where lock files are written out for pip in a container: outside of what is copied on.</summary>
    public const string Exported = "/exported.txt";

    /// <summary>The same on this machine.</summary>
    public const string ExportedOnHost = "exported.txt";

    /// <summary>Installs a requirements file; what is compiled here would have the time in it.</summary>
    public static string Install(string requirements) =>
        $"pip install --no-compile --target {PythonInstaller.Packages} --requirement {requirements}";

    /// <summary>Turns links to folders into ordinary packages.</summary>
    public static string WithoutLinks(params IEnumerable<string> files) =>
        $"sed -i -E 's/^[[:space:]]*(-e|--editable)[[:space:]=]+//' {string.Join(' ', files)}";

    /// <summary>Installs a requirements file on this machine for the target.</summary>
    public static HostCommand OnHost(PythonTarget target, string requirements) => OnHost(target, "packages", ["--requirement", requirements]);

    /// <summary>Installs into a folder on this machine for the target.</summary>
    public static HostCommand OnHost(PythonTarget target, string folder, IReadOnlyList<string> what) => new(
        "python3",
        [
            "-c", ForTarget(target), "install", "--disable-pip-version-check", "--no-compile", "--target", folder, "--only-binary", ":all:",
            "--implementation", "cp", "--python-version", target.Version, .. target.Platforms.SelectMany(platform => new[] { "--platform", platform }), .. what,
        ])
    {
        Alternatives = ["python", "py"],
    };

    /// <summary>Runs pip with the target's answers to environment markers: with a platform given it chooses files for that platform, but it still asks
    /// the Python it runs on which packages are needed. <see href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers"/></summary>
    private static string ForTarget(PythonTarget target) => string.Join('\n',
        "import sys",
        "from pip._vendor.packaging import markers",
        "from pip._internal.cli.main import main",
        "host = markers.default_environment",
        $"target = dict(python_version='{target.Version}', python_full_version='{target.Version}.99', implementation_name='cpython', implementation_version='{target.Version}.99',",
        $"    platform_python_implementation='CPython', os_name='posix', sys_platform='linux', platform_system='Linux', platform_machine='{target.Machine}', platform_release='', platform_version='')",
        "markers.default_environment = lambda: {**host(), **target}",
        "sys.exit(main(sys.argv[1:]))");
}
