using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>AWS's runtime interface client, which makes an image that AWS did not make speak Lambda's protocol.
/// <see href="https://github.com/aws/aws-lambda-nodejs-runtime-interface-client"/></summary>
internal static class NodeRuntimeClient
{
    public const string Folder = "/opt/aws-lambda-ric";

    /// <summary>What compiles it. Its sources of curl and of AWS's C++ client come along.</summary>
    public static IReadOnlyList<string> Packages(ParentImage image) => image.Distribution switch
    {
        LinuxDistribution.Debian => ["autoconf", "automake", "cmake", "g++", "libtool", "make", "python3", "xz-utils"],
        LinuxDistribution.Alpine => ["autoconf", "automake", "build-base", "cmake", "libtool", "linux-headers", "python3", "xz"],
        _ => ["autoconf", "automake", "cmake", "gcc-c++", "libtool", "make", "python3", "tar", "xz"],
    };

    /// <summary>Compiles it in a build stage.</summary>
    public static void Install(StageBuilder stage, LambdaRuntime runtime) => stage
        .Comment("AWS's runtime client, which fetches Lambda's events; only AWS's own images have it.")
        .Install(NodePackages.Cache, $"npm install --prefix {Folder} {NpmPackages.Quiet} aws-lambda-ric@{Major(runtime)}");

    /// <summary>Starts it: the program by its path, because Lambda takes no link.</summary>
    public static void Start(StageBuilder stage, string node, LambdaRuntime runtime) => stage
        .Entrypoint(node, $"{Folder}/node_modules/aws-lambda-ric/{(Major(runtime) == "3" ? "bin/" : "")}index.mjs");

    /// <summary>Version 4 asks for Node.js 22.</summary>
    private static string Major(LambdaRuntime runtime) => runtime.Version is "18" or "20" ? "3" : "4";
}
