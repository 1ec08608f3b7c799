using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.SystemPackages;

/// <summary>Which native packages of npm come with binaries, so that nothing is compiled and their install scripts do nothing that matters.</summary>
internal static class NodePrebuilds
{
    /// <summary>First versions that have binaries of Linux, for x64 and arm64, in the package or in optional packages beside it.</summary>
    private static readonly Dictionary<string, string> Since = new(StringComparer.Ordinal)
    {
        ["argon2"] = "0.40.0",
        ["bcrypt"] = "6.0.0",
        ["bufferutil"] = "4.0.0",
        ["classic-level"] = "1.0.0",
        ["farmhash-modern"] = "1.0.0",
        ["gdal-async"] = "3.0.0",
        ["leveldown"] = "5.0.0",
        ["lmdb"] = "2.0.0",
        ["msgpackr-extract"] = "2.0.0",
        ["rocksdb"] = "5.0.0",
        ["serialport"] = "10.0.0",
        ["sharp"] = "0.33.0",
        ["snappy"] = "7.0.0",
        ["sodium-native"] = "3.0.0",
        ["usb"] = "2.0.0",
        ["utf-8-validate"] = "5.0.0",
        ["@parcel/watcher"] = "2.0.0",
        ["@serialport/bindings-cpp"] = "10.0.0",
        ["zeromq"] = "6.0.0",
    };

    /// <summary>Install scripts that only print, check or speed up, or that fetch what optional packages bring anyway.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "@apollo/protobufjs", "@firebase/util", "@nestjs/core", "@parcel/watcher", "@scarf/scarf", "@swc/core", "aws-sdk", "core-js", "core-js-pure", "cpu-features",
        "dtrace-provider", "es5-ext", "esbuild", "fsevents", "highlight.js", "iltorb", "less", "msw", "nice-napi", "nx", "preact", "protobufjs", "sharp", "spawn-sync", "ssh2",
        "styled-components", "unrs-resolver", "vue-demi", "workerd", "@bufbuild/buf", "@clerk/shared", "@datadog/native-metrics", "@mongodb-js/zstd", "bufferutil",
        "utf-8-validate", "msgpackr-extract", "lmdb", "@tailwindcss/oxide", "lightningcss", "@sentry/cli", "@sentry/profiling-node",
    };

    /// <summary>Whether a package in the version that is pinned comes ready for use.</summary>
    public static bool Has(Dependency package) =>
        Since.TryGetValue(package.Name, out var since) && VersionRange.Allows($">={since}", Lowest(package.Constraint));

    /// <summary>Whether nothing is lost when its install script is not run.</summary>
    public static bool NeedsNoScript(Dependency package) => Harmless.Contains(package.Name) || Has(package);

    /// <summary>The version of a range such as <c>^6.0.0</c>, without its sign.</summary>
    private static string Lowest(string range) => range.TrimStart('^', '~', '>', '=', 'v', ' ').Split(' ', '-', '+')[0];
}
