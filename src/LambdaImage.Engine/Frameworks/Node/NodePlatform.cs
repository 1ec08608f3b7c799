namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The system that packages are installed for, in npm's words.</summary>
/// <param name="Cpu">For example <c>arm64</c>.</param>
/// <param name="Libc"><c>glibc</c> or <c>musl</c>.</param>
internal sealed record NodePlatform(string Cpu, string Libc)
{
    public const string Os = "linux";

    public static NodePlatform Of(LambdaArchitecture architecture, LinuxDistribution? distribution) =>
        new(architecture == LambdaArchitecture.Arm64 ? "arm64" : "x64", distribution == LinuxDistribution.Alpine ? "musl" : "glibc");
}
