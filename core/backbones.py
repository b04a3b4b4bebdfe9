"""BACKBONES: the table of pretrained models, one row each."""

from dataclasses import dataclass

from core.problems import Problem


@dataclass(frozen=True)
class Backbone:
    """A row of the table of pretrained models."""

    key: str
    title: str
    parameters: int
    """Of the library's whole model, with its 1,000-class layer."""
    own_parameters: int
    """Of its stages alone: the head takes the place of the rest."""
    size: int
    """The side in pixels of the square image that it was made for."""
    least: int
    """The smallest side that works."""
    top1: float
    """ImageNet-1K top-1 accuracy in percent, as torchvision states it for `weights`."""
    megabytes: float
    """Of the download."""
    weights: str
    """The name of torchvision's weights entry."""
    sha256: str
    """The first eight digits of the checksum of that file, which its name carries as well."""
    last_linear: str
    """The path of the layer that the head replaces."""
    kind: str
    """The family, for the table: convolution or attention."""
    fixed_size: bool = False
    """Works at `size` only with its pretrained weights."""
    bundled: bool = False
    licence: str = "BSD-3-Clause"
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)


_C, _A = "convolution", "attention"

_ROWS = (
    Backbone("mobilenet_v3_small", "MobileNetV3 small", 2542856, 1517856, 224, 32, 67.7, 9.8, "IMAGENET1K_V1", "047dcff4", "classifier.3", _C,
             bundled=True),
    Backbone("mobilenet_v3_large", "MobileNetV3 large", 5483032, 4202032, 224, 32, 75.3, 21.1, "IMAGENET1K_V2", "5c1a4163", "classifier.3", _C),
    Backbone("mobilenet_v2", "MobileNetV2", 3504872, 2223872, 224, 32, 72.2, 13.6, "IMAGENET1K_V2", "7ebf99e0", "classifier.1", _C),
    Backbone("squeezenet1_0", "SqueezeNet 1.0", 1248424, 735424, 224, 21, 58.1, 4.8, "IMAGENET1K_V1", "b66bff10", "classifier.1", _C),
    Backbone("squeezenet1_1", "SqueezeNet 1.1", 1235496, 722496, 224, 17, 58.2, 4.7, "IMAGENET1K_V1", "b8a52dc0", "classifier.1", _C),
    Backbone("resnet18", "ResNet-18", 11689512, 11176512, 224, 32, 69.8, 44.7, "IMAGENET1K_V1", "f37072fd", "fc", _C),
    Backbone("resnet50", "ResNet-50", 25557032, 23508032, 224, 32, 80.9, 97.8, "IMAGENET1K_V2", "11ad3fa6", "fc", _C),
    Backbone("efficientnet_b0", "EfficientNet-B0", 5288548, 4007548, 224, 32, 77.7, 20.5, "IMAGENET1K_V1", "7f5810bc", "classifier.1", _C),
    Backbone("efficientnet_v2_s", "EfficientNetV2 small", 21458488, 20177488, 384, 33, 84.2, 82.7, "IMAGENET1K_V1", "dd5fe13b", "classifier.1", _C),
    Backbone("regnet_y_400mf", "RegNetY 400MF", 4344144, 3903144, 224, 32, 75.8, 16.8, "IMAGENET1K_V2", "e6988f5f", "fc", _C),
    Backbone("densenet121", "DenseNet-121", 7978856, 6953856, 224, 32, 74.4, 30.8, "IMAGENET1K_V1", "a639ec97", "classifier", _C),
    Backbone("convnext_tiny", "ConvNeXt tiny", 28589128, 27820128, 224, 32, 82.5, 109.1, "IMAGENET1K_V1", "983f1562", "classifier.2", _C),
    Backbone("vgg16", "VGG-16", 138357544, 134260544, 224, 32, 71.6, 527.8, "IMAGENET1K_V1", "397923af", "classifier.6", _C),
    Backbone("inception_v3", "Inception v3", 27161264, 21785568, 299, 75, 77.3, 103.9, "IMAGENET1K_V1", "0cc3c7bd", "fc", _C,
             mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5)),  # the library turns its own input into this first
    Backbone("vit_b_16", "ViT-B/16", 86567656, 85798656, 224, 224, 81.1, 330.3, "IMAGENET1K_V1", "c867db91", "heads.head", _A, fixed_size=True),
    Backbone("swin_t", "Swin tiny", 28288354, 27519354, 224, 32, 81.5, 108.2, "IMAGENET1K_V1", "704ceda3", "head", _A),
)

BACKBONES: dict[str, Backbone] = {row.key: row for row in _ROWS}


def backbone(key: str) -> Backbone:
    """The row of a key. Raises Problem `unknown_backbone`."""
    if key not in BACKBONES:
        raise Problem("unknown_backbone", key=key, known=", ".join(BACKBONES))
    return BACKBONES[key]


def image_size(key: str, asked: int) -> int:
    """The side of the square that the network sees: `asked`, or the backbone's own for 0."""
    return asked or backbone(key).size
