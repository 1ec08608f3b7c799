using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Dotnet;

/// <summary>Publishing a program that needs no .NET in the image: compiled ahead of time, or with .NET beside it.</summary>
internal static class DotnetNative
{
    private const string AmazonLinux = "public.ecr.aws/amazonlinux/amazonlinux:2023";

    /// <summary>Compiles on the distribution of the final image: a program linked on a newer one asks for a C library that this one does not have.</summary>
    public static ParentImage Write(Detection found, CsProj main, DockerfileBuilder file)
    {
        DotnetPublish.Ignore(file);
        if (file.InstallsOnHost && main.IsNative)
            throw CompiledErrors.HostInstallImpossible(".NET", $"{main.File} is compiled ahead of time, and such a program is linked on the system it runs on", main.File);
        var image = file.ChooseBase(LambdaBaseImages.Image(LambdaBaseImages.Provided.Choose(asked: null)));
        if (!main.IsNative)
        {
            DotnetPublish.Write(found, main, image, file);
            return image;
        }

        var identifier = DotnetImages.Identifier(found.Architecture, image);
        var target = $" --runtime {identifier}";
        var stage = file.BuildStage(ParentImage.Of(image.Distribution is LinuxDistribution.AmazonLinux2023 ? AmazonLinux : image.Image),
                "The program is linked on the image's own distribution: on a newer one it would ask for a newer C library than the image has.")
            .WorkDir("/src")
            .Prepare(Linker(image.Distribution))
            .Comment("Microsoft's SDK runs on any distribution.")
            .Copy(["/usr/share/dotnet"], "/usr/share/dotnet", from: DotnetImages.Sdk(found.Project, found.Runtime))
            .Env([new("PATH", "/usr/share/dotnet:$PATH"), new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), new("DOTNET_NOLOGO", "1"), new("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]);
        DotnetPublish.Restore(found, main, target, stage);
        var publish = $"dotnet publish {DotnetPublish.Quoted(main.File)} --configuration Release{DotnetPublish.Framework(main, found.Runtime)}{target} --no-restore --output /out";
        if (file.Command("build", publish) is { } build) stage.Comment("Symbols for debuggers are larger than the program.").Run(build, "rm -f /out/*.dbg /out/*.pdb");
        return image;
    }

    /// <summary>Libraries that the program loads: ICU, unless it does without cultures.</summary>
    public static IEnumerable<string> Libraries(CsProj main, ParentImage image) => main.IsInvariant ? [] : image.Distribution switch
    {
        LinuxDistribution.AmazonLinux2023 or LinuxDistribution.AmazonLinux2 => ["libicu"],
        LinuxDistribution.Alpine => ["icu-libs"],
        _ => [],
    };

    private static IEnumerable<string> Linker(LinuxDistribution? distribution) => distribution switch
    {
        LinuxDistribution.AmazonLinux2023 => ["clang", "gcc", "zlib-devel"],
        LinuxDistribution.Alpine => ["build-base", "clang", "zlib-dev"],
        _ => ["clang", "zlib1g-dev"],
    };
}
