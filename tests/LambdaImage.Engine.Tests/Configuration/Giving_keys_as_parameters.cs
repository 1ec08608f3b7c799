using LambdaImage.Engine.Configuration;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Configuration;

public sealed class Giving_keys_as_parameters : IDisposable
{
    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Maps_are_merged_and_everything_else_is_replaced()
    {
        _project.Write("lambda-image.yml", "environment: {A: 1, B: 2}\npackages: {all: [git, curl], build: [make]}\nuser: app\nwebAdapter: {port: 1, asyncInit: true}");

        var options = Read(("environment", """{"B":"3","C":"4"}"""), ("packages.all", """["vim"]"""), ("WEBADAPTER", """{"Port":8000}"""), ("base.variant", "slim")).Options;

        options.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "1", ["B"] = "3", ["C"] = "4" }, ignoreOrder: true);
        options.Packages.All.ShouldBe(["vim"]);
        options.Packages.Build.ShouldBe(["make"]);
        options.User.ShouldBe("app");
        options.WebAdapter.ShouldBe(new WebAdapterOptions { Port = 8000, AsyncInit = true });
        options.Base.Variant.ShouldBe("slim");
    }

    [Fact]
    public void A_list_can_be_emptied()
    {
        _project.Write("lambda-image.yml", "packages: {all: [git]}");

        Read(("packages.all", "[]")).Options.Packages.All.ShouldBeEmpty();
    }

    [Fact]
    public void A_dot_below_a_map_of_names_belongs_to_the_name() =>
        Read(("commands.build", "npm run build:prod"), ("environment.APP_ENV", "test")).Options.Commands["build"].ShouldBe("npm run build:prod");

    [Fact]
    public void What_a_parameter_decided_is_not_put_down_to_the_file()
    {
        _project.Write("lambda-image.yml", "user: app\nssh: true");

        Read(("user", "other")).Evidence.ShouldBe([new Evidence("lambda-image.yml", 2, "ssh: true", "whether installation steps use the SSH agent")]);
    }

    [Theory]
    [InlineData("base.varaint", "slim", "Did you mean base.variant?")]
    [InlineData("pin", "true", "Did you mean base.pin?")]
    [InlineData("webAdapter", """{"prot":1}""", "Did you mean webAdapter.port?")]
    [InlineData("ssh", "maybe", "Give it true or false.")]
    [InlineData("", "x", "See docs/lambda-image-yml.md")]
    public void A_mistake_is_told_with_the_parameter(string key, string value, string remedy)
    {
        var refused = Should.Throw<LambdaImageException>(() => Read((key, value)));

        refused.Kind.ShouldBe(ErrorKind.RequestInvalid);
        refused.Message.ShouldStartWith("-Given: ");
        refused.Remedy.ShouldStartWith(remedy);
    }

    [Fact]
    public void The_file_is_checked_even_where_a_parameter_wins()
    {
        _project.Write("lambda-image.yml", "user: [a]");

        Should.Throw<LambdaImageException>(() => Read(("user", "app"))).Location!.Line.ShouldBe(1);
    }

    private ProjectConfiguration Read(params (string Key, string Value)[] settings) => ProjectConfiguration.Read(new()
    {
        Path = _project.Path,
        Settings = [.. settings.Select(setting => new ConfigurationSetting(setting.Key, setting.Value, "-Given"))],
    }, _ => null);
}
