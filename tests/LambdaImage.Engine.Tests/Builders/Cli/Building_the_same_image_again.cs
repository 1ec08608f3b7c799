using LambdaImage.Engine.Builders;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Building_the_same_image_again : IDisposable
{
    private readonly BuildFolder _folder = new();
    private readonly FakeDocker _docker;

    public Building_the_same_image_again() => _docker = new FakeDocker(_folder, "28.2.2", "0.20.0");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_saved_before_is_used()
    {
        var first = await BuildAsync("one");
        var second = await BuildAsync("two");

        Saves.ShouldBe(1);
        second.Location.Value.ShouldBe(Path.Combine(_folder.Path("two"), "image.tar"));
        second.Image.Descriptor.Digest.ShouldBe(first.Image.Descriptor.Digest);
        _folder.Work.Messages(LogLevel.Verbose).ShouldContain($"docker made the image {FakeDocker.ImageId} before: what it saved then is used.");
    }

    [Fact]
    public async Task The_image_is_there_though_the_folder_of_the_earlier_build_is_removed()
    {
        await BuildAsync("one");
        var second = await BuildAsync("two");
        Directory.Delete(_folder.Path("one"), recursive: true);

        File.Exists(second.Location.Value).ShouldBeTrue();
        await BuildAsync("three");
        Saves.ShouldBe(1);
    }

    [Fact]
    public async Task Another_image_is_saved()
    {
        await BuildAsync("one");
        _docker.Id = "sha256:" + new string('2', 64);
        await BuildAsync("two");

        Saves.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_saved_again_without_the_cache()
    {
        await BuildAsync("one");
        await BuildAsync("two", noCache: true);

        Saves.ShouldBe(2);
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "its end is missing", path => Rewrite(path, bytes => bytes[..^1]) },
        { "bytes were changed", path => Rewrite(path, bytes => [.. bytes.Select(each => (byte)~each)]) },
        { "it is gone", File.Delete },
        { "the note is half written", path => Rewrite(Note(path), bytes => bytes[..^2]) },
        { "it was being written", path => File.Delete(Note(path)) },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task What_is_not_whole_is_saved_again(string damage, Action<string> harm)
    {
        var first = await BuildAsync("one");
        harm(first.Location.Value);

        var second = await BuildAsync("two");

        Saves.ShouldBe(2, damage);
        (await File.ReadAllBytesAsync(second.Location.Value)).ShouldBe(_docker.Saved().ToArray());
        await BuildAsync("three");
        Saves.ShouldBe(2);
    }

    [Fact]
    public async Task Damage_that_only_reading_shows_is_told_once()
    {
        var path = (await BuildAsync("one")).Location.Value;
        var (bytes, written) = (await File.ReadAllBytesAsync(path), File.GetLastWriteTimeUtc(path));
        bytes.AsSpan(bytes.AsSpan().IndexOf(_docker.Image.Plain[0].AsSpan(0, 2000)) + 1000, 100).Fill((byte)'?');
        await File.WriteAllBytesAsync(path, bytes);
        File.SetLastWriteTimeUtc(path, written);
        // Else no build would read the plain layers again.
        Directory.Delete(_folder.Path("compressed"), recursive: true);

        (await Should.ThrowAsync<LambdaImageException>(BuildAsync("two"))).Kind.ShouldBe(ErrorKind.DigestMismatch);

        Saves.ShouldBe(1);
        await BuildAsync("three");
        Saves.ShouldBe(2);
    }

    private int Saves => _docker.Runner.Commands.Count(command => command.Arguments[0] == "save");

    private static string Note(string saved) => Directory.GetFiles(Path.GetDirectoryName(saved)!, "docker-*.json").Single();

    private static void Rewrite(string path, Func<byte[], byte[]> change)
    {
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        // A clock may be too coarse to tell two writes apart that follow at once.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
    }

    private Task<BuildResult> BuildAsync(string folder, bool noCache = false) => _docker.Builder.BuildAsync(
        _folder.Job("FROM a\nCOPY x /x\n", request => request with { NoCache = noCache }) with { WorkFolder = _folder.Path(folder) },
        _folder.Work, CancellationToken.None);
}
