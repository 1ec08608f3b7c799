using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>The base image of a Python project and what it has to have: Amazon Linux lacks some packages that Debian has.</summary>
/// <param name="Image">Base image.</param>
/// <param name="Dependencies">The project's packages.</param>
/// <param name="System">System packages by the table.</param>
/// <param name="Build">All that the build stage installs.</param>
internal sealed record PythonNeeds(ParentImage Image, PythonDependencies Dependencies, SystemNeeds System, IReadOnlyList<string> Build)
{
    /// <summary>What the image itself installs.</summary>
    public IReadOnlyList<string> Run => System.Run;

    /// <exception cref="LambdaImageException">The user's own choice of base lacks what the project needs, or a package cannot work in Lambda.</exception>
    public static PythonNeeds Of(Detection found, DockerfileBuilder file, IEnumerable<Dependency> more)
    {
        var dependencies = PythonDependencies.Of(found.Project);
        var all = dependencies.All.Concat(more).ToList();
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        var needs = Table(image);
        if (needs.Lacking is { Count: > 0 } lacking)
        {
            var debian = DebianImage(found.Runtime);
            var names = string.Join(", ", lacking.Select(need => $"{need.Dependency.Name} ({need.Dependency.File}:{need.Dependency.Line})"));
            if (image != ParentImage.Of(LambdaBaseImages.Image(found.Runtime))) throw PythonErrors.PackagesLacking(image.Image, image.Distribution!.Value.Name(), names, debian);
            file.Warn($"{image.Distribution!.Value.Name()} has no packages for {names}, so the image is made of {debian} instead of {image.Image}. Another choice: -Base.");
            image = ParentImage.Of(debian);
            needs = Table(image);
        }

        foreach (var need in needs.Reasons)
        {
            if (need.Row.Refusal is { } refusal) throw PythonErrors.Refused(need.Dependency, refusal, need.Row.Advice);
            if (need.Row.Advice is { } advice) file.Warn($"{need.Dependency.File}:{need.Dependency.Line}: {advice}");
        }

        return new PythonNeeds(image, dependencies, needs, file.Options.Packages.Auto == false ? [] : Builders(found, file, image, dependencies, needs));

        SystemNeeds Table(ParentImage parent) => file.Automatic(PythonPackageTable.Table.Needs(
            all, parent.Distribution ?? LinuxDistribution.Debian, dependency => dependencies.IsPrebuilt(dependency, new PythonTarget(found.Runtime.Version, found.Architecture, parent.Distribution))));
    }

    private static string DebianImage(LambdaRuntime runtime) => $"{LambdaBaseImages.OfficialImages}/python:{runtime.Version}-slim-bookworm";

    /// <summary>Compilers for what has no wheel, and git for what comes from repositories.</summary>
    private static IReadOnlyList<string> Builders(Detection found, DockerfileBuilder file, ParentImage image, PythonDependencies dependencies, SystemNeeds needs)
    {
        var target = new PythonTarget(found.Runtime.Version, found.Architecture, image.Distribution);
        var names = new SortedSet<string>(needs.Build, StringComparer.Ordinal);
        if (dependencies.Installer?.Sources.Git is not null) names.Add(image.Distribution is LinuxDistribution.AmazonLinux2023 ? "git-core" : "git");
        var compiled = dependencies.Compiled(target);
        if (compiled.Count == 0) return [.. names];
        if (compiled.FirstOrDefault(package => package.Files.Any(name => name.EndsWith(".whl", StringComparison.Ordinal))) is { } native)
        {
            file.Warn($"{native.Dependency.File}:{native.Dependency.Line}: {native.Dependency.Name} {native.Dependency.Constraint} has wheels, but none for {target}; it is compiled."
                + (image.Distribution == LinuxDistribution.AmazonLinux2 ? " Python 3.12 and later run on Amazon Linux 2023, which newer wheels fit." : ""));
        }

        names.UnionWith(image.Distribution switch
        {
            LinuxDistribution.AmazonLinux2 or LinuxDistribution.AmazonLinux2023 => ["gcc", "gcc-c++", "make"],
            LinuxDistribution.Alpine => ["build-base"],
            _ => ["build-essential"],
        });
        return [.. names];
    }
}
