using LambdaImage.Binding.Completers;

namespace LambdaImage.Tests.Binding.Completers;

public sealed class Completing_a_word
{
    [Theory]
    [InlineData("", "eu-west-1", "eu-west-1")]
    [InlineData("eu", "eu-west-1", "eu-west-1")]
    [InlineData("'eu", "eu-west-1", "'eu-west-1'")]
    [InlineData("\"eu", "eu-west-1", "\"eu-west-1\"")]
    [InlineData("Spr", "Spring Boot", "'Spring Boot'")]
    [InlineData("", "$LATEST", "'$LATEST'")]
    [InlineData("\"", "$LATEST", "\"`$LATEST\"")]
    [InlineData("", "it's", "'it''s'")]
    [InlineData("", "@scope", "'@scope'")]
    [InlineData("", "-leading", "'-leading'")]
    [InlineData("", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:v1", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:v1")]
    public void Quotes_what_PowerShell_would_read_otherwise(string typed, string word, string completed) =>
        new TypedWord(typed).Complete(word).ShouldBe(completed);

    [Theory]
    [InlineData("'Spring B", "Spring B")]
    [InlineData("\"Spring\"", "Spring")]
    [InlineData("plain", "plain")]
    public void Looks_at_the_word_without_its_quotation_marks(string typed, string word) => new TypedWord(typed).Text.ShouldBe(word);
}
