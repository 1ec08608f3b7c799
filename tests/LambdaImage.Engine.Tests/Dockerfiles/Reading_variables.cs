using FsCheck;
using FsCheck.Xunit;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public class Reading_variables
{
    private static readonly SourceLocation Where = new("Dockerfile", 7);

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["name"] = "value",
        ["empty"] = "",
        ["path"] = "/usr/local/lib/file.tar.gz",
        ["words"] = "one two",
        ["lines"] = "a\nb",
        ["größe"] = "9",
        ["smile"] = "😀a",
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$name", "value")]
    [InlineData("a${name}b", "avalueb")]
    [InlineData("$name-x/$name", "value-x/value")]
    [InlineData("$missing|${missing}", "|")]
    [InlineData("${missing:-d}|${empty:-d}|${empty-d}|${name:-d}", "d|d||value")]
    [InlineData("${missing:+a}|${empty:+a}|${empty+a}|${name:+a}", "||a|a")]
    [InlineData("${missing:-${name}x}", "valuex")]
    [InlineData("${missing:-\"a b\"}", "a b")]
    [InlineData("${name:?not shown}", "value")]
    [InlineData(@"\$name", "$name")]
    [InlineData(@"\${name}", "${name}")]
    [InlineData("'$name'", "$name")]
    [InlineData("\"$name\"", "value")]
    [InlineData(@"""\$name \"" \x""", @"$name "" \x")]
    [InlineData(@"a\ b", "a b")]
    [InlineData("'a b'\"c d\"", "a bc d")]
    [InlineData("$", "$")]
    [InlineData("a$/b", "a$/b")]
    [InlineData("${path#*/}", "usr/local/lib/file.tar.gz")]
    [InlineData("${path##*/}", "file.tar.gz")]
    [InlineData("${path%.*}", "/usr/local/lib/file.tar")]
    [InlineData("${path%%.*}", "/usr/local/lib/file")]
    [InlineData("${path%nothing}", "/usr/local/lib/file.tar.gz")]
    [InlineData("${path/l?/X}", "/usr/Xcal/lib/file.tar.gz")]
    [InlineData("${path//l/L}", "/usr/LocaL/Lib/fiLe.tar.gz")]
    [InlineData(@"${path//\//:}", ":usr:local:lib:file.tar.gz")]
    [InlineData("${name/a*/}", "v")]
    [InlineData("${name//*/z}|${empty//*/z}|${name///.}", "z|z|.v.a.l.u.e.")]
    [InlineData(@"${name/a/\-}|${name//""lu""/""\-""}", @"v\-lue|va\\-e")]
    [InlineData("${name%\"l*\"}|${name%%'l'*}", "va|va")]
    [InlineData("${path##\"*/\"}", "file.tar.gz")]
    [InlineData("${lines%?b}|${lines##*}|${lines//*/z}", "a\nb|\nb|z\nz")]
    [InlineData("$größe|${größe}|$9x|$größe2", "9|9|x|")]
    [InlineData("${smile#?}|${smile/?a/}|${smile%a}", "a||😀")]
    public void A_word_becomes(string raw, string expected) => Expansion().Word(raw).ShouldBe(expected);

    [Theory]
    [InlineData("${name")]
    [InlineData("${}")]
    [InlineData("${name:x}")]
    [InlineData("${name!}")]
    [InlineData("'open")]
    [InlineData("\"open")]
    [InlineData("${name:-x")]
    [InlineData("${name:#v}")]
    [InlineData(@"${name#\v}")]
    [InlineData(@"${name/\$/x}")]
    public void A_broken_word_is_refused_with_its_line(string raw)
    {
        var error = Should.Throw<LambdaImageException>(() => Expansion().Word(raw));

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Message.ShouldStartWith("Dockerfile:7: ");
    }

    [Fact]
    public void A_variable_that_must_be_set_fails_with_its_own_message()
    {
        var error = Should.Throw<LambdaImageException>(() => Expansion().Word("${missing:?give a version}"));

        error.Message.ShouldContain("missing must be set: give a version");
    }

    [Fact]
    public void Unquoted_white_space_of_a_value_makes_several_words() =>
        Expansion().Words("$words \"$words\" x").ShouldBe(["one", "two", "one two", "x"], Case.Sensitive);

    [Fact]
    public void Quotes_in_a_here_document_are_ordinary_characters() =>
        Expansion().Document("'$name' \"${name}\" \\$name\n").ShouldBe("'value' \"value\" $name\n");

    [Fact]
    public void The_escape_character_of_the_file_counts() =>
        new VariableExpansion(_ => "v", '`', Where).Word(@"C:\dir\`$x").ShouldBe(@"C:\dir\$x");

    [Fact]
    public void In_a_pattern_the_escape_character_is_always_a_backslash()
    {
        var expansion = new VariableExpansion(_ => "a`b*c", '`', Where);

        expansion.Word("${x%`*c}").ShouldBe("a");
        expansion.Word(@"${x/\*/-}").ShouldBe("a`b-c");
    }

    [Property]
    public void A_word_in_single_quotes_stays_as_it_is(NonNull<string> text)
    {
        var plain = text.Get.Replace("'", "", StringComparison.Ordinal);

        Expansion().Word($"'{plain}'").ShouldBe(plain);
    }

    [Property]
    public void Escaping_every_character_gives_the_text_back(NonNull<string> text)
    {
        var raw = string.Concat(text.Get.Select(letter => @"\" + letter));

        Expansion().Word(raw).ShouldBe(text.Get);
    }

    private static VariableExpansion Expansion() => new(Values.GetValueOrDefault, '\\', Where);
}
