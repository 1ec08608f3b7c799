using System.Formats.Tar;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Copying_files : IDisposable
{
    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task A_file_keeps_its_name_in_a_folder_and_every_parent_has_an_entry() =>
        (await _bench.With("app.js").EntriesAsync("FROM scratch\nCOPY app.js /var/task/")).ShouldBe(
            ["dir 0755 0:0 var/", "dir 0755 0:0 var/task/", "file 0644 0:0 var/task/app.js = content of app.js"]);

    [Fact]
    public async Task A_file_takes_the_name_of_a_target_that_is_no_folder() =>
        (await _bench.With("app.js").EntriesAsync("FROM scratch\nCOPY app.js /main.js")).ShouldBe(["file 0644 0:0 main.js = content of app.js"]);

    [Fact]
    public async Task A_folder_made_before_is_known_without_a_slash() =>
        (await _bench.With("a", "b").EntriesAsync("FROM scratch\nCOPY a /app/\nCOPY b /app")).ShouldContain("file 0644 0:0 app/b = content of b");

    [Fact]
    public async Task The_task_root_of_AWS_is_known_without_a_slash_and_without_a_download()
    {
        var image = AwsBase();
        _bench.With("app.py").WithImage("aws", image);

        (await _bench.EntriesAsync("FROM aws\nCOPY app.py ${LAMBDA_TASK_ROOT}")).ShouldContain("file 0644 0:0 var/task/app.py = content of app.py");
        ((MemoryLayer)image.Layers[0]).Opened.ShouldBe(0);
    }

    [Fact]
    public async Task A_doubtful_target_is_settled_by_reading_the_base()
    {
        var image = Create(null, MediaTypes.DockerManifest, ImageReference.Parse("registry.test/base"), [Folder("service")]);
        _bench.With("app").WithImage("base", image);

        (await _bench.EntriesAsync("FROM base\nCOPY app /service")).ShouldBe(["dir 0755 0:0 service/", "file 0644 0:0 service/app = content of app"]);
        _bench.Log.ShouldContain(line => line.Contains("/service is a folder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_of_the_base_is_followed()
    {
        var image = Create(null, MediaTypes.DockerManifest, null, [Folder("usr"), Folder("usr/lib", 0b111_101_000), Link("lib", "usr/lib")]);
        _bench.With("x.so").WithImage("base", image);

        (await _bench.EntriesAsync("FROM base\nCOPY x.so /lib/")).ShouldBe(
            ["dir 0755 0:0 usr/", "dir 0750 0:0 usr/lib/", "file 0644 0:0 usr/lib/x.so = content of x.so"]);
    }

    [Fact]
    public async Task A_folder_does_not_replace_a_link_of_the_base()
    {
        var image = Create(null, MediaTypes.DockerManifest, null, [Folder("usr"), Folder("usr/lib"), Link("lib", "usr/lib")]);
        _bench.With("root/lib/x.so").WithImage("base", image);

        (await _bench.FailAsync("FROM base\nCOPY root/ /")).Message.ShouldContain("a link to usr/lib is there");
    }

    [Fact]
    public async Task A_path_that_is_a_folder_and_a_file_is_refused_by_both_names()
    {
        var error = await _bench.With("one/public", "two/public/x").FailAsync("FROM scratch\nCOPY two/ one/ /app/");

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Message.ShouldBe("Dockerfile:2: what is copied has /app/public as a folder and then as a file.");
    }

    [SkippableFact]
    public async Task A_name_that_is_no_UTF8_is_refused_unless_it_is_left_out()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a file system that takes any bytes");
        _bench.With("a").Scratch.Run("python3", "-c", "open(b'project/caf\\xe9', 'w').close()");

        var error = await _bench.FailAsync("FROM scratch\nCOPY . /");
        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        error.Message.ShouldContain("caf\uFFFD of the build context but its name is no UTF-8");

        _bench.IgnoreText = "*\n!**/a\n";
        (await _bench.EntriesAsync("FROM scratch\nCOPY . /")).ShouldBe(["file 0644 0:0 a = content of a"]);
        _bench.IgnoreText = "caf?\n";
        var entries = await _bench.EntriesAsync("FROM scratch\nCOPY . /");
        // .NET could not remove it.
        _bench.Scratch.Run("python3", "-c", "import os; os.remove(b'project/caf\\xe9')");
        entries.ShouldContain("file 0644 0:0 a = content of a");
    }

    [Fact]
    public async Task A_checksum_of_an_address_is_no_reason_to_leave_it_out()
    {
        var error = await _bench.FailAsync("FROM scratch\nARG URL=https://example.com/x\nADD --checksum=sha256:00 ${URL} /x");

        (error.Kind, error.Remedy.Contains("checksum", StringComparison.Ordinal)).ShouldBe((ErrorKind.InstructionUnsupported, false));
    }

    [Fact]
    public async Task Of_a_folder_the_content_is_copied() =>
        (await _bench.With("src/a", "src/deep/b").EntriesAsync("FROM scratch\nCOPY src /app")).ShouldBe(
        [
            "dir 0755 0:0 app/", "file 0644 0:0 app/a = content of src/a", "dir 0755 0:0 app/deep/",
            "file 0644 0:0 app/deep/b = content of src/deep/b",
        ]);

    [Fact]
    public async Task Tmp_keeps_the_mode_it_has_everywhere() =>
        (await _bench.With("a").WithImage("aws", AwsBase()).EntriesAsync("FROM aws\nCOPY a /tmp/x/")).ShouldContain("dir 1777 0:0 tmp/");

    [Fact]
    public async Task Owner_and_mode_are_as_asked_for() =>
        (await _bench.With("src/a", "src/deep/b").EntriesAsync("FROM scratch\nARG ID=7\nCOPY --chown=$ID:8 --chmod=u=rwX,go=r src /app/x")).ShouldBe(
            ["dir 0755 7:8 app/", "dir 0755 7:8 app/x/", "file 0644 7:8 app/x/a = content of src/a", "dir 0744 7:8 app/x/deep/", "file 0644 7:8 app/x/deep/b = content of src/deep/b"]);

    [Fact]
    public async Task Names_of_owners_come_from_the_image()
    {
        var image = Create(null, MediaTypes.DockerManifest, null,
            [Folder("etc"), File("etc/passwd", "root:x:0:0\napp:x:501:502::/:/bin/sh\n"), File("etc/group", "root:x:0:\nweb:x:600:\n")]);
        _bench.With("a").WithImage("base", image);

        (await _bench.EntriesAsync("FROM base\nCOPY --chown=app a /a.1\nCOPY --chown=app:web a /a.2\nCOPY --chown=9 a /a.3")).ShouldBe(
            ["file 0644 501:502 a.1 = content of a", "file 0644 501:600 a.2 = content of a", "file 0644 9:9 a.3 = content of a"]);
        (await _bench.FailAsync("FROM base\nCOPY --chown=nobody a /a")).Message.ShouldContain("nobody");
    }

    [Fact]
    public async Task Patterns_match_names_and_folders()
    {
        _bench.With("a1.txt", "a2.txt", "b.md", "x/a3.txt", "x/y/a4.txt");

        (await _bench.EntriesAsync("FROM scratch\nCOPY a?.txt /t/\nCOPY **/a*.txt /one/\nCOPY a**.txt /name/\nCOPY [!b]* none* /n/"))
            .Where(line => line.StartsWith("file", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]).ShouldBe(
            ["t/a1.txt", "t/a2.txt", "one/a3.txt", "name/a1.txt", "name/a2.txt", "n/b.md"]);
    }

    [Fact]
    public async Task A_pattern_without_match_is_a_warning_because_Docker_takes_it_for_optional()
    {
        await _bench.With("package.json").BuildAsync("FROM scratch\nCOPY package.json package-lock.json* ./");

        _bench.Log.ShouldContain("Warning: Dockerfile:2: nothing in the build context " + _bench.Scratch["project"] + " matches 'package-lock.json*'.");
    }

    [Fact]
    public async Task A_missing_file_is_an_error_with_line_and_the_nearest_name()
    {
        var error = await _bench.With("package.json").FailAsync("FROM scratch\n\nCOPY pakcage.json /");

        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        error.Message.ShouldStartWith("Dockerfile:3: no source files matched 'pakcage.json'");
        error.Message.ShouldEndWith("Did you mean 'package.json'?");
    }

    [Fact]
    public async Task A_missing_file_that_is_ignored_says_so()
    {
        _bench.IgnoreText = "# notes\n*.env\n";

        var error = await _bench.With("prod.env").FailAsync("FROM scratch\nCOPY prod.env /");

        error.Message.ShouldContain("It exists, but '*.env' in line 2 of .dockerignore excludes it.");
    }

    [Fact]
    public async Task Ignored_files_are_not_there_and_excluded_ones_are_left_out()
    {
        _bench.IgnoreText = "node_modules\n!node_modules/keep\n";
        _bench.With("a.js", "a.md", "node_modules/x/index.js", "node_modules/keep/index.js", "docs/b.md");

        (await _bench.EntriesAsync("FROM scratch\nCOPY --exclude=**/*.md . /")).ShouldBe(
        [
            "file 0644 0:0 a.js = content of a.js", "dir 0755 0:0 docs/", "dir 0755 0:0 node_modules/", "dir 0755 0:0 node_modules/keep/",
            "file 0644 0:0 node_modules/keep/index.js = content of node_modules/keep/index.js",
        ]);
    }

    [Fact]
    public async Task Parents_keeps_the_folders_of_the_source_from_the_pivot_on()
    {
        _bench.With("x/a/1.txt", "x/b/2.txt", "y/c.txt");

        (await _bench.EntriesAsync("FROM scratch\nCOPY --parents ./x/./*/*.txt y/c.txt /p/")).ShouldBe(
        [
            "dir 0755 0:0 p/", "dir 0755 0:0 p/a/", "file 0644 0:0 p/a/1.txt = content of x/a/1.txt", "dir 0755 0:0 p/b/",
            "file 0644 0:0 p/b/2.txt = content of x/b/2.txt", "dir 0755 0:0 p/y/", "file 0644 0:0 p/y/c.txt = content of y/c.txt",
        ]);
    }

    [SkippableFact]
    public async Task Links_stay_links_and_are_not_followed_out_of_the_context()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs links and modes");
        _bench.With("real");
        System.IO.File.CreateSymbolicLink(_bench.Scratch["project/out"], "/etc/hostname");
        System.IO.File.CreateSymbolicLink(_bench.Scratch["project/in"], "real");
        _bench.Scratch.Run("chmod", "500", "project/real");

        (await _bench.EntriesAsync("FROM scratch\nCOPY . /all/\nCOPY in /one/")).ShouldBe(
        [
            "dir 0755 0:0 all/", "link 0777 0:0 all/in -> real", "link 0777 0:0 all/out -> /etc/hostname", "file 0755 0:0 all/real = content of real",
            "dir 0755 0:0 one/", "file 0755 0:0 one/in = content of real",
        ]);
        (await _bench.FailAsync("FROM scratch\nCOPY out /x")).Kind.ShouldBe(ErrorKind.ContextFileNotFound);
    }

    [Fact]
    public async Task Several_files_need_a_folder()
    {
        var error = await _bench.With("a", "b").FailAsync("FROM scratch\nCOPY a b /target");

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Remedy.ShouldBe("End it with a slash: /target/");
    }

    [Fact]
    public async Task Here_documents_become_files() =>
        (await _bench.EntriesAsync("FROM scratch\nENV NAME=world\nCOPY --chmod=700 <<hello.txt <<'raw.txt' /d/\nhello $NAME\nhello.txt\nhello $NAME\nraw.txt\n")).ShouldBe(
            ["dir 0755 0:0 d/", "file 0700 0:0 d/hello.txt = hello world\n", "file 0700 0:0 d/raw.txt = hello $NAME\n"]);

    [SkippableFact]
    public async Task ADD_unpacks_a_local_archive_whatever_it_is_called()
    {
        Skip.IfNot(Oci.ScratchFolder.Has("tar"), "needs tar");
        _bench.Scratch.Write("in/bin/tool", "run me");
        _bench.Scratch.Run("tar", "-C", "in", "--owner=5", "--group=6", "--mode=u=rwx,go=rx", "-czf", "packed", "bin");
        _bench.With("note.txt");
        System.IO.File.Move(_bench.Scratch["packed"], _bench.Scratch["project/packed"]);

        (await _bench.EntriesAsync("FROM scratch\nADD packed note.txt /opt/\nADD --unpack=false packed /raw")).Take(4).ShouldBe(
            ["dir 0755 0:0 opt/", "dir 0755 5:6 opt/bin/", "file 0755 5:6 opt/bin/tool = run me", "file 0644 0:0 opt/note.txt = content of note.txt"]);
    }

    [SkippableFact]
    public async Task ADD_of_a_damaged_archive_names_it()
    {
        Skip.IfNot(Oci.ScratchFolder.Has("tar"), "needs tar");
        var noise = new byte[50_000];
        new Random(5).NextBytes(noise);
        _bench.Scratch.Write("in/noise", Convert.ToBase64String(noise));
        _bench.Scratch.Run("tar", "-C", "in", "-czf", "packed.tgz", "noise");
        _bench.Scratch.Write("project/Dockerfile", "");
        await System.IO.File.WriteAllBytesAsync(_bench.Scratch["project/packed.tgz"], (await System.IO.File.ReadAllBytesAsync(_bench.Scratch["packed.tgz"]))[..20_000]);

        var error = await _bench.FailAsync("FROM scratch\n\nADD packed.tgz /opt/");

        error.Message.ShouldStartWith("Dockerfile:3: tried to unpack packed.tgz but it is no proper tar archive: ");
        error.Remedy.ShouldContain("tar -tvf packed.tgz");
        error.Location.ShouldBe(new SourceLocation("Dockerfile", 3));
    }

    [Fact]
    public async Task ADD_of_an_archive_that_cannot_be_read_names_it()
    {
        var path = _bench.Scratch["project/gone.tar"];
        using var spool = new LayerSpool(_bench.Scratch["spool"]);

        var error = await Should.ThrowAsync<LambdaImageException>(
            () => ArchiveSource.OpenAsync(new DiskContent(path, new FileStamp(9, 0, 0)), "gone.tar", new SourceLocation("Dockerfile", 2), new TransferEnvironment(spool, 0, _bench), CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        error.Message.ShouldStartWith($"Dockerfile:2: tried to read {path} of the build context but failed: ");
        error.Location.ShouldBe(new SourceLocation("Dockerfile", 2));
    }

    /// <summary>Only Windows refuses to read beside a writer, unless each says that the other may.</summary>
    [Fact]
    public async Task ADD_of_an_archive_that_another_program_has_open_unpacks_it()
    {
        _bench.With("note.txt");
        await using var file = new FileStream(_bench.Scratch["project/root.tar"], FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        await using (var tar = new TarWriter(file, leaveOpen: true)) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "a"));
        await file.FlushAsync();

        (await _bench.EntriesAsync("FROM scratch\nADD root.tar /x/")).ShouldContain(line => line.StartsWith("file ") && line.Contains(" x/a"));
    }

    [Fact]
    public async Task What_is_no_file_in_an_archive_is_left_out_with_a_warning()
    {
        _bench.With("note.txt");
        await using (var file = System.IO.File.Create(_bench.Scratch["project/root.tar"]))
        await using (var tar = new TarWriter(file))
        {
            foreach (var (type, name) in new[] { (TarEntryType.CharacterDevice, "dev/null"), (TarEntryType.Fifo, "run/pipe"), (TarEntryType.RegularFile, "etc/.wh.old") })
                await tar.WriteEntryAsync(new PaxTarEntry(type, name));
        }

        (await _bench.EntriesAsync("FROM scratch\nADD root.tar note.txt /x/")).ShouldBe(
            ["dir 0755 0:0 x/", "dir 0755 0:0 x/dev/", "file 0644 0:0 x/note.txt = content of note.txt", "dir 0755 0:0 x/run/"]);
        _bench.Log.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(
        [
            "Warning: Dockerfile:2: root.tar marks 'etc/old' as deleted: that means something in layers only, and nothing is deleted.",
            "Warning: Dockerfile:2: 'dev/null' of root.tar, the first of 2, is a device, pipe or socket, which is of no use in Lambda, and is left out.",
        ]);
    }

    [SkippableFact]
    public async Task A_pipe_of_the_context_is_left_out_with_a_warning()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Oci.ScratchFolder.Has("mkfifo"), "needs mkfifo");
        _bench.With("src/a");
        _bench.Scratch.Run("mkfifo", "project/src/pipe");

        (await _bench.EntriesAsync("FROM scratch\nCOPY src /x/")).ShouldBe(["dir 0755 0:0 x/", "file 0644 0:0 x/a = content of src/a"]);
        _bench.Log.ShouldContain(
            $"Warning: Dockerfile:2: 'src/pipe' of the build context {_bench.Scratch["project"]} is a device, pipe or socket, which is of no use in Lambda, and is left out.");
    }

    [Fact]
    public async Task ADD_refuses_an_address_with_a_remedy()
    {
        var error = await _bench.FailAsync("FROM scratch\nARG URL=https://example.com/x\nADD $URL /x");

        error.Kind.ShouldBe(ErrorKind.InstructionUnsupported);
        error.Remedy.ShouldContain("Download it before the build");
    }

    [Fact]
    public async Task A_link_layer_asks_nothing_of_the_base()
    {
        _bench.With("a").WithImage("aws", AwsBase());

        (await _bench.EntriesAsync("FROM aws\nCOPY --link a /opt")).ShouldBe(["file 0644 0:0 opt = content of a"]);
    }

    public void Dispose() => _bench.Dispose();

    private static IImage AwsBase() => Create(
        new ImageConfig
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new ContainerConfig { Env = ["LAMBDA_TASK_ROOT=/var/task"], WorkingDir = "/var/task", Entrypoint = ["/lambda-entrypoint.sh"] },
        },
        MediaTypes.DockerManifest,
        ImageReference.Parse("public.ecr.aws/lambda/python:3.13"),
        [Folder("var"), Folder("var/task")]);
}
