using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Rust;

/// <summary>Compiling a Rust program: in a container on the distribution of the image, on this machine against musl, whose programs need no C library.</summary>
internal static class RustBuild
{
    private const string AmazonLinux = "public.ecr.aws/amazonlinux/amazonlinux:2023";

    /// <summary>Sources of crates. What is compiled from them stays in the layer.</summary>
    private const string Cache = "/usr/local/cargo/registry";

    /// <summary>What a manifest says of files that the stand-in does not have.</summary>
    private static readonly string[] OtherFiles = ["[lib]", "[[bench]]", "[[example]]", "[[test]]", "path =", "path="];

    private static readonly string[] Settings = ["rust-toolchain.toml", "rust-toolchain", ".cargo/config.toml", ".cargo/config"];

    /// <summary>Writes the build.</summary>
    /// <param name="found">The project.</param>
    /// <param name="program">Name of the program.</param>
    /// <param name="image">Base of the final stage.</param>
    /// <param name="file">The document.</param>
    /// <returns>System packages of the final stage.</returns>
    public static IReadOnlyList<string> Write(Detection found, string program, ParentImage image, DockerfileBuilder file)
    {
        file.Ignore("target", "**/*.rs.bk");
        var project = found.Project;
        var locked = RustCrates.Locked(project);
        if (locked.Count == 0) file.Warn("There is no Cargo.lock, so each build may take other versions; run 'cargo generate-lockfile' and commit the file.");
        if (file.InstallsOnHost)
        {
            InstallOnHost(found, program, locked, file);
            return [];
        }

        var distribution = image.Distribution is LinuxDistribution.Debian or LinuxDistribution.Alpine ? image.Distribution.Value : LinuxDistribution.AmazonLinux2023;
        var needs = file.Automatic(RustCrateTable.Table.Needs(locked, distribution, _ => false));
        var stage = file.BuildStage(ParentImage.Of(distribution == LinuxDistribution.AmazonLinux2023 ? AmazonLinux : image.Image),
                "Linked on the image's own distribution: the official Rust images have a newer C library than Amazon Linux 2023 (2.34), and a program linked there would not start.")
            .WorkDir("/src")
            .Prepare([.. Compiler(distribution), .. needs.Build])
            .Comment("The toolchain runs on any distribution.")
            .Copy(["/usr/local/rustup"], "/usr/local/rustup", from: Toolchain(found))
            .Copy(["/usr/local/cargo"], "/usr/local/cargo", from: Toolchain(found))
            .Env([new("RUSTUP_HOME", "/usr/local/rustup"), new("CARGO_HOME", "/usr/local/cargo"), new("PATH", "/usr/local/cargo/bin:$PATH"), new("CARGO_PROFILE_RELEASE_STRIP", "symbols")]);
        Compile(project, program, locked.Count > 0, stage, file);
        return needs.Run;
    }

    /// <summary>Copies the program.</summary>
    public static StageBuilder CopyProgram(this StageBuilder stage, string program, DockerfileBuilder file, string destination) =>
        file.InstallsOnHost ? stage.Copy([program], destination, from: HostInstall.ContextName) : stage.Copy(["/out/bootstrap"], destination, from: "build");

    private static void Compile(ProjectDirectory project, string program, bool isLocked, StageBuilder stage, DockerfileBuilder file)
    {
        var crate = RustCrates.Owner(project, program)!;
        var root = CargoToml.Read(project)!;
        var build = $"cargo build --release{(isLocked ? " --locked" : "")}";
        var isSimple = !root.IsWorkspace && crate.Binaries.Count == 1 && project.Exists("src/main.rs") && !project.Exists("src/lib.rs") && !project.Exists("build.rs")
            && crate.Dependencies.Count > 0 && !project.Lines(CargoToml.File).Any(line => OtherFiles.Any(part => line.Text.Contains(part, StringComparison.Ordinal)));
        if (isSimple)
        {
            stage.Comment("Crates first, with a program that does nothing: this layer is used again until the manifests change.")
                .CopyManifests([CargoToml.File, .. new[] { CargoToml.LockFile }.Concat(Settings).Where(project.Exists)])
                .Install(file.SharedCache(Cache), "mkdir src", "echo 'fn main() {}' > src/main.rs", build);
        }

        stage.Copy(["."], "./");
        var command = build + (root.IsWorkspace ? $" --package {crate.Name}" : "") + $" --bin {program}";
        if (file.Command("build", command) is not { } own) return;
        if (isSimple) stage.Comment("Cargo goes by times, and the real source may be older than the stand-in.");
        stage.Install(file.SharedCache(Cache), [.. isSimple ? ["touch src/main.rs"] : Array.Empty<string>(), own, $"install -D target/release/{program} /out/bootstrap"]);
    }

    private static string Toolchain(Detection found) => $"{LambdaBaseImages.Image(found.Runtime)}-slim";

    private static string[] Compiler(LinuxDistribution distribution) => distribution switch
    {
        LinuxDistribution.Alpine => ["build-base", "perl"],
        LinuxDistribution.Debian => ["g++", "gcc", "libc6-dev", "make", "perl"],
        _ => ["gcc", "gcc-c++", "make", "perl"],
    };

    private static void InstallOnHost(Detection found, string program, IReadOnlyList<Dependency> locked, DockerfileBuilder file)
    {
        var processor = found.Architecture == LambdaArchitecture.Arm64 ? "aarch64" : "x86_64";
        var native = locked.FirstOrDefault(crate => RustCrateTable.Table.Rows.Any(row => row.Dependency == crate.Name && row.Dependency != "prost-build"));
        var needs = RustCrateTable.Table.Needs(locked, LinuxDistribution.AmazonLinux2023, _ => false);
        if (needs.Run.Count > 0) throw CompiledErrors.SystemPackagesOnHost($"{program} with {native!.Name}", needs.Run, CargoToml.LockFile);
        string[] options = ["build", "--release", .. locked.Count > 0 ? ["--locked"] : Array.Empty<string>(), "--bin", program, "--target"];
        // Crates with C in them need a compiler for the target, which zig is; pure ones only a linker, which Rust brings along.
        var musl = $"{processor}-unknown-linux-musl";
        HostCommand command = native is null
            ? new("cargo", [.. options, musl])
            {
                Environment = new Dictionary<string, string>
                {
                    [$"CARGO_TARGET_{musl.ToUpperInvariant().Replace('-', '_')}_LINKER"] = "rust-lld",
                    ["CARGO_PROFILE_RELEASE_STRIP"] = "symbols",
                },
            }
            : new("cargo-zigbuild", ["zigbuild", .. options[1..], $"{processor}-unknown-linux-gnu.2.34"])
            {
                Environment = new Dictionary<string, string> { ["CARGO_PROFILE_RELEASE_STRIP"] = "symbols" },
            };
        var target = native is null ? musl : $"{processor}-unknown-linux-gnu";
        file.InstallOnHost(new HostInstall
        {
            Tool = native is null ? $"cargo for {musl} (rustup target add {musl})" : $"cargo-zigbuild, because {native.Name} has C in it,",
            Inputs = ["."],
            Commands = [command],
            Result = $"target/{target}/release",
        });
    }
}
