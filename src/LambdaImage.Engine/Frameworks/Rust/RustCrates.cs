using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>The packages of a Rust project and the programs that they make.</summary>
internal static partial class RustCrates
{
    /// <summary>The package of the root and those of the workspace.</summary>
    public static IReadOnlyList<CargoToml> ReadAll(ProjectDirectory project)
    {
        if (CargoToml.Read(project) is not { } root) return [];
        var members = root.Members.SelectMany(member => project.Files($"{member.TrimEnd('/')}/{CargoToml.File}")).Select(file => CargoToml.Read(project, file)).OfType<CargoToml>();
        return [.. root.Name is null ? [] : new[] { root }, .. members.Where(member => member.Path != CargoToml.File)];
    }

    /// <summary>Everything that Cargo.lock names, with its version.</summary>
    public static IReadOnlyList<Dependency> Locked(ProjectDirectory project)
    {
        List<Dependency> found = [];
        string? name = null;
        foreach (var (number, text) in project.Lines(CargoToml.LockFile))
        {
            if (text.StartsWith("name = \"", StringComparison.Ordinal)) name = text["name = \"".Length..].TrimEnd('"');
            if (name is null || !text.StartsWith("version = \"", StringComparison.Ordinal)) continue;
            found.Add(new Dependency(name, text["version = \"".Length..].TrimEnd('"'), CargoToml.LockFile, number));
            name = null;
        }

        return found;
    }

    /// <summary>The one program of some packages, or what to say instead.</summary>
    public static (string? Program, LambdaImageException? Incomplete) Choose(ProjectDirectory project, IReadOnlyList<CargoToml> crates)
    {
        if (crates is [{ DefaultRun: { } chosen }]) return (chosen, null);
        string[] programs = [.. crates.SelectMany(crate => crate.Binaries).Distinct(StringComparer.Ordinal)];
        return programs switch
        {
            [var single] => (single, null),
            [] => (null, CompiledErrors.NoProgram(project.Path, "has no program: there is neither src/main.rs nor a [[bin]]", "Add src/main.rs, or go to the folder of the package that has it.")),
            _ => (null, CompiledErrors.SeveralPrograms(project.Path, "programs", programs)),
        };
    }

    /// <summary>The package that makes a program.</summary>
    public static CargoToml? Owner(ProjectDirectory project, string program) => ReadAll(project).FirstOrDefault(crate => crate.Binaries.Contains(program, StringComparer.Ordinal));

    /// <summary>The port that sources insist on; null when they read PORT or name none.</summary>
    public static (string Port, Evidence Evidence)? FindPort(ProjectDirectory project, CargoToml crate)
    {
        var folder = crate.Path[..^CargoToml.File.Length];
        List<(string File, string Text)> sources = [.. project.Files($"{folder}src/**/*.rs").Select(file => (file, SourceCode.Read(project, file) ?? ""))];
        if (sources.Any(source => source.Text.Contains("\"PORT\"", StringComparison.Ordinal))) return null;
        foreach (var (file, text) in sources)
        {
            if (FixedPort().Match(text) is not { Success: true } listen) continue;
            var port = listen.Groups["port"].Value;
            return (port, new Evidence(file, SourceCode.LineAt(text, listen.Index), listen.Value.Trim(), $"listens on {port}"));
        }

        return null;
    }

    [GeneratedRegex(
        @"""(0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]|\[::1\]):(?<port>\d{2,5})""|\(\s*""(0\.0\.0\.0|127\.0\.0\.1|localhost)""\s*,\s*(?<port>\d{2,5})\s*\)|\(\s*\[[\d, ]+\]\s*,\s*(?<port>\d{2,5})\s*\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FixedPort();
}
