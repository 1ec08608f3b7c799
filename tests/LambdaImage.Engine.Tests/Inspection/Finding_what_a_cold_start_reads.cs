using System.Text.RegularExpressions;
using LambdaImage.Engine.Inspection.Measuring;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.Engine.Tests.Plans;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Inspection;

public sealed partial class Finding_what_a_cold_start_reads : IDisposable
{
    private readonly ImageCarriage _carriage = new();

    [Fact]
    public async Task Scripts_lead_to_what_they_start()
    {
        var read = await ReadAsync(
            new() { Entrypoint = ["/lambda-entrypoint.sh"], Cmd = ["app.handler"], WorkingDir = "/var/task" },
            Script("lambda-entrypoint.sh", "#!/bin/sh\nexec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap\n"),
            Script("var/runtime/bootstrap", "#!/bin/bash\nif [ -z \"$WRAPPER\" ]; then\n  exec /var/lang/bin/python3.12 /var/runtime/bootstrap.py\nfi\n"),
            Script("usr/local/bin/aws-lambda-rie", "rie"),
            Script("usr/bin/sh", "shell"), Script("usr/bin/bash", "shell!"), Link("bin", "usr/bin"),
            Script("var/lang/bin/python3.12", "python"), File("var/runtime/bootstrap.py", "import app"),
            File("var/task/app.py", "def handler"), File("var/task/other.py", "unread"));

        read.ShouldBe(
            [
                "/lambda-entrypoint.sh: entry point", "/usr/bin/sh: interpreter of /lambda-entrypoint.sh", "/var/runtime/bootstrap: started by /lambda-entrypoint.sh",
                "/usr/bin/bash: interpreter of /var/runtime/bootstrap", "/var/lang/bin/python3.12: perhaps started by /var/runtime/bootstrap",
                "/var/runtime/bootstrap.py: given to python3.12 by /var/runtime/bootstrap", "/var/task/app.py: file of the handler",
            ]);
    }

    [Fact]
    public async Task Programs_are_looked_up_as_the_image_says_and_extensions_start_first()
    {
        var read = await ReadAsync(
            new() { Cmd = ["node", "server.js"], WorkingDir = "/srv", Env = ["PATH=/none:/opt/node/bin"] },
            Script("opt/node/bin/node", "node"), Script("usr/bin/node", "another"), File("srv/server.js", "listen"), Script("opt/extensions/lambda-adapter", "adapter"));

        read.ShouldBe(
            [
                "/opt/extensions/lambda-adapter: extension, which Lambda starts before the function", "/opt/node/bin/node: entry point", "/srv/server.js: named by the command of the image",
            ]);
    }

    [Theory]
    [InlineData("app.handler", "app.py")]
    [InlineData("src/index.handler", "src/index.mjs")]
    [InlineData("shop.api.main.handler", "shop/__init__.py shop/api/main.py")]
    [InlineData("shop.handler", "shop/__init__.py")]
    [InlineData("Shop::Shop.Function::Handle", "Shop.dll")]
    [InlineData("com.example.Handler::handleRequest", "com/example/Handler.class")]
    [InlineData("com.example.Handler", "com/example/Handler.class")]
    [InlineData("lambda_function.Shop::Handler.process", "lambda_function.rb")]
    [InlineData("none.handler", "")]
    [InlineData("./.env", "")]
    [InlineData("..", "")]
    public async Task The_handler_names_its_file(string handler, string files)
    {
        string[] names = files.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var read = await ReadAsync(
            new() { Entrypoint = ["/entry"], Cmd = [handler], Env = ["LAMBDA_TASK_ROOT=/task"] },
            [Script("entry", "program"), File("task/other.py", "unread"), .. names.Select(name => File("task/" + name, name))]);

        read.ShouldBe(["/entry: entry point", .. names.Select(name => $"/task/{name}: file of the handler")]);
    }

    [Fact]
    public async Task An_image_that_starts_nothing_reads_nothing() => (await ReadAsync(new(), File("a", "1"))).ShouldBeEmpty();

    [SkippableTheory]
    [InlineData("/bin/bash")]
    [InlineData("/bin/ls")]
    public void Needs_of_a_real_program_are_those_that_readelf_shows(string program)
    {
        Skip.IfNot(System.IO.File.Exists(program) && ScratchFolder.Has("readelf"), "needs binutils");
        using var scratch = new ScratchFolder();
        var bytes = System.IO.File.ReadAllBytes(program);

        var needs = ElfNeeds.Read((offset, count) => offset >= bytes.Length ? [] : bytes[(int)offset..(int)Math.Min(bytes.Length, offset + count)])!;

        needs.Libraries.ShouldBe(Library().Matches(scratch.Run("readelf", "--dynamic", program)).Select(match => match.Groups["name"].Value));
        needs.Loader.ShouldBe(Loader().Match(scratch.Run("readelf", "--program-headers", program)).Groups["path"].Value);
    }

    [Fact]
    public void What_is_no_program_or_cut_off_needs_nothing()
    {
        ElfNeeds.Read((_, _) => []).ShouldBeNull();
        var cut = ElfNeeds.Read((offset, _) => offset == 0 ? [.. "\u007fELF\u0002\u0001"u8, .. new byte[58]] : [])!;
        (cut.Loader, cut.Libraries.Count, cut.Folders.Count).ShouldBe((null, 0, 0));
    }

    public void Dispose() => _carriage.Dispose();

    private static LayerEntry Script(string path, string text) => File(path, text, LayerEntry.Executable);

    private async Task<string[]> ReadAsync(ContainerConfig config, params LayerEntry[] files)
    {
        var image = Create(new ImageConfig { Os = "linux", Architecture = "amd64", Config = config }, layers: [files]);
        var measured = await _carriage.MeasureAsync(await _carriage.SeedAsync(image));
        measured.ColdStartSize.ShouldBe(measured.ColdStart.Sum(file => file.Size));
        return [.. measured.ColdStart.Select(file => $"{file.Path}: {file.Reason}")];
    }

    [GeneratedRegex(@"\(NEEDED\)\s+Shared library: \[(?<name>[^\]]+)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Library();

    [GeneratedRegex(@"program interpreter: (?<path>[^\]]+)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Loader();
}
