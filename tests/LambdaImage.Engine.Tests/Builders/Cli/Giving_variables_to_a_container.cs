using LambdaImage.Engine.Builders.ContainerCli;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Giving_variables_to_a_container : IDisposable
{
    private readonly BuildFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_has_a_line_for_each_and_the_rest_is_passed_on()
    {
        using var file = await CreateAsync(("PLAIN", "s3cret words"), ("LINES", "a\nb"));

        file.Arguments.ShouldBe(["--env-file", PathOf(file), "--env", "LINES"]);
        file.Inherited.ShouldBe(new Dictionary<string, string?> { ["LINES"] = "a\nb" });
        (await File.ReadAllTextAsync(PathOf(file))).ShouldBe("PLAIN=s3cret words\n");
    }

    [SkippableFact]
    public async Task Only_the_owner_can_read_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions");

        using var file = await CreateAsync(("PLAIN", "s3cret"));

        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(PathOf(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(FolderOf(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task It_is_gone_afterwards()
    {
        var file = await CreateAsync(("PLAIN", "s3cret"));

        file.Dispose();

        Directory.Exists(FolderOf(file)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_removed_after_a_day_and_nothing_before()
    {
        var folders = new string[2];
        foreach (var (hours, number) in new[] { 25, 23 }.Select((hours, number) => (hours, number)))
        {
            folders[number] = FolderOf(await CreateAsync(("PLAIN", "s3cret")));
            Directory.SetLastWriteTimeUtc(folders[number], DateTime.UtcNow.AddHours(-hours));
        }

        using var file = await CreateAsync(("PLAIN", "s3cret"));

        folders.Select(Directory.Exists).ShouldBe([false, true]);
        File.Exists(PathOf(file)).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_folder_can_be_made_the_error_says_how_to_choose_another()
    {
        Directory.CreateDirectory(_folder.Path("home"));
        await File.WriteAllTextAsync(_folder.Path("home/.cache"), "a file in the way");

        var error = await Should.ThrowAsync<LambdaImageException>(() => CreateAsync(("PLAIN", "s3cret")));

        error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
        error.Remedy.ShouldContain("LAMBDAIMAGE_CACHE");
    }

    private static string PathOf(VariablesFile file) => file.Arguments[1];

    private static string FolderOf(VariablesFile file) => Path.GetDirectoryName(PathOf(file))!;

    private Task<VariablesFile> CreateAsync(params (string Name, string Value)[] variables) => VariablesFile.CreateAsync(
        variables.ToDictionary(each => each.Name, each => each.Value), new TestEnvironment(_folder.Path("home")), CancellationToken.None);
}
