using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>Images that cases start from, written as <c>@name</c>: whatever can be in a layer or a configuration, and is hard.</summary>
internal static class BaseImages
{
    private const int Sticky = 0b1_001_111_111_111;
    private const int Shared = 0b1_111_111_101;
    private const int SetUser = 0b100_111_101_101;

    /// <summary>cap_setuid,cap_net_bind_service=ep in the kernel's own form, version 2. It is no UTF-8.
    /// <see href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/capability.h"/></summary>
    private static readonly byte[] Capabilities = [1, 0, 0, 2, 0x80, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement.Clone();

    public static IReadOnlyDictionary<string, IImage> All { get; } = new Dictionary<string, IImage>(StringComparer.Ordinal)
    {
        ["base"] = Of(
            new ContainerConfig
            {
                Env = ["PATH=/usr/bin:/bin", "LAMBDA_TASK_ROOT=/var/task", "QUOTED=a \"b\" $c"],
                WorkingDir = "/var/task",
                Entrypoint = ["/entry"],
                Cmd = ["base"],
                Labels = new(StringComparer.Ordinal) { ["from"] = "base", ["kept"] = "yes" },
                ExposedPorts = new(StringComparer.Ordinal) { ["80/tcp"] = Nothing },
                Volumes = new(StringComparer.Ordinal) { ["/data"] = Nothing },
            },
            Bottom(), Middle(), Top()),
        ["onbuild"] = Of(
            new ContainerConfig
            {
                Env = ["PATH=/bin"],
                WorkingDir = "/on",
                OnBuild = ["COPY a.txt triggered/", "ENV TRIGGERED=1 WITH=$PATH", "WORKDIR built", "ARG LATER=x", "LABEL l=$LATER"],
            },
            [.. Usual(), Folder("on"), File("on/x", "x")]),
        ["user"] = Of(
            new ContainerConfig { Env = ["PATH=/bin"], User = "app", Shell = ["/bin/ash", "-c"], StopSignal = "SIGINT" },
            Usual()),
        ["bare"] = Of(new ContainerConfig(), [File("only", "only")]),
    };

    private static IImage Of(ContainerConfig config, params IEnumerable<LayerEntry>[] layers) =>
        // In Docker's media types ours would have labels that tell the base, and BuildKit's would not.
        Create(new ImageConfig { Os = "linux", Architecture = "amd64", Config = config }, MediaTypes.OciManifest, null, layers);

    /// <summary>What every distribution has.</summary>
    private static IEnumerable<LayerEntry> Usual() =>
    [
        Folder("etc"), File("etc/passwd", "root:x:0:0:::\napp:x:501:502:::\n"), File("etc/group", "root:x:0:\nweb:x:600:\n"), Folder("home"),
        Link("lib", "usr/lib"), Folder("opt"), Folder("tmp", Sticky), Folder("usr"), Folder("usr/lib"), Folder("var"),
    ];

    private static IEnumerable<LayerEntry> Bottom()
    {
        var same = File("hard/a", "one file, two names");
        return
        [
            .. Usual(), Folder("data"), File("data/old", "old"), File("data/kept", "kept"), Folder("data/gone"), File("data/gone/x", "x"),
            Folder("hard"), same, same with { Path = "hard/b" }, Folder("opaque"), File("opaque/lower", "lower"),
            Folder("opt/releases"), Folder("opt/releases/1"), File("opt/releases/1/app", "release"), Folder("replaced"),
            File("replaced/x", "x"), Folder("opt/shared", Shared), Folder("var/task"),
            File("usr/lib/x.so", "x", LayerEntry.Executable) with { UserId = 3, GroupId = 4, ModifiedAt = 1_234_567_890 },
        ];
    }

    private static IEnumerable<LayerEntry> Middle() =>
    [
        Folder("data"), Hide("data/old"), Hide("data/gone"), Folder("opaque"), File("opaque/.wh..wh..opq"), File("opaque/upper", "upper"),
        Link("opt/current", "releases/1"), Link("opt/absolute", "/opt/releases"), Hide("replaced"), File("usr/su", "su", SetUser),
        File("usr/noted", "noted") with { ExtendedAttributes = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["security.capability"] = Capabilities } },
    ];

    private static IEnumerable<LayerEntry> Top() =>
    [
        File("replaced", "a file now"), Folder("root", 0b111_000_000), Folder("home/app", 0b111_000_000) with { UserId = 501, GroupId = 502 },
        File("home/app/.profile", "profile") with { UserId = 501, GroupId = 502 }, Link("home/app/data", "../../data"), File("usr/lib/x.so", "newer", LayerEntry.Executable),
    ];
}
