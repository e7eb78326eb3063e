using Linnet.Media.Processing;

namespace Linnet.Commands.Seed;

/// <summary>Draws the few pictures that a demo shows again and again: hills under the sun, and rings for faces.</summary>
internal static class DemoPictures
{
    private const int Width = 480;
    private const int Height = 320;
    private const int Side = 400;

    public static ProcessedPicture Landscape(Random random)
    {
        var (sky, hill) = (Colour(random), Colour(random));
        var (sunX, sunY, sun) = (random.Next(60, Width - 60), random.Next(40, 140), random.Next(20, 45));
        var (waves, phase) = (random.Next(2, 6), random.NextDouble() * Math.Tau);
        return Draw(Width, Height, PictureShape.Attachment, (x, y) =>
        {
            for (var layer = 2; layer >= 0; layer--)
            {
                var horizon = 150 + (layer * 55) + (25 * Math.Sin((x * waves * Math.Tau / Width) + phase + layer));
                if (y > horizon)
                    return Mix(hill, (20, 20, 30), (layer + 1) / 4.0);
            }
            var distance = Math.Sqrt(((x - sunX) * (x - sunX)) + ((y - sunY) * (y - sunY)));
            return distance < sun ? (250, 240, 190) : Mix(sky, (255, 255, 255), y / 260.0);
        });
    }

    public static ProcessedPicture Face(Random random)
    {
        var (back, ring) = (Colour(random), Colour(random));
        var width = random.Next(20, 60);
        return Draw(Side, Side, PictureShape.Avatar, (x, y) =>
        {
            var distance = Math.Sqrt(((x - (Side / 2)) * (x - (Side / 2))) + ((y - (Side / 2)) * (y - (Side / 2))));
            return ((int)distance / width) % 2 is 0 ? ring : Mix(back, (255, 255, 255), y / (2.0 * Side));
        });
    }

    private static ProcessedPicture Draw(int width, int height, PictureShape shape, Func<int, int, (int R, int G, int B)> colourAt)
    {
        var rgb = new byte[width * height * 3];
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            var (r, g, b) = colourAt(pixel % width, pixel / width);
            (rgb[pixel * 3], rgb[(pixel * 3) + 1], rgb[(pixel * 3) + 2]) = ((byte)r, (byte)g, (byte)b);
        }
        return DrawnPicture.Process(rgb, width, height, shape);
    }

    private static (int R, int G, int B) Colour(Random random) => (random.Next(40, 220), random.Next(60, 220), random.Next(60, 230));

    private static (int R, int G, int B) Mix((int R, int G, int B) one, (int R, int G, int B) other, double share) =>
        ((int)(one.R + ((other.R - one.R) * share)), (int)(one.G + ((other.G - one.G) * share)), (int)(one.B + ((other.B - one.B) * share)));
}
